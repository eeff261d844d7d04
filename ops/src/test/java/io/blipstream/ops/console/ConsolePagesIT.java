package io.blipstream.ops.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.blipstream.ops.browser.Chromium;
import io.blipstream.ops.browser.Tab;
import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.console.cluster.TopicView;
import io.blipstream.ops.console.page.Page;
import io.blipstream.ops.fake.Trials;
import io.blipstream.ops.health.ServedNumbers;
import io.blipstream.ops.pipeline.PipelineSettings;
import io.blipstream.schemas.Feedback;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The pages as somebody sees and uses them, in a real browser, over a real pipeline on a real
 * broker; only the network is a fake. What strangers can write in events is hostile throughout.
 */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(180)
class ConsolePagesIT {
  /** The fake says what is in the picture, so that this is also a caption. */
  private static final String HOSTILE =
      "<img src=x onerror=\"window.hacked=1\"><script>window.hacked=1</script>";

  /** The page's own name, where there is no room for all. */
  private static final String IN_SIGHT =
      "(r => r.left >= 0 && r.right <= innerWidth)"
          + "(document.querySelector('nav a[aria-current]').getBoundingClientRect())";

  /**
   * Of a stage's name on a narrow screen. The fake engine has no stages, so the row is laid out
   * here, of the page's own making; a whole model only for this would be a minute of every build.
   */
  private static final String ONE_LINE =
      "(() => { const row = document.getElementById('stages').insertRow();"
          + " row.innerHTML = '<td class=short>speaking</td><td class=number>1.2 k/s</td>"
          + "<td class=number>12</td><td class=number>120 ms</td><td class=wide>bar</td>';"
          + " return row.cells[0].clientHeight > 0 && row.cells[0].clientHeight < 40; })()";

  private Chromium browser;
  private ServedConsole console;
  private Configuration served;
  private String address;
  private Tab tab;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    browser = Chromium.start(Files.createDirectory(folder.resolve("browser")));
    console = ServedConsole.start(folder, HOSTILE);
    served = console.configuration();
    address = console.address();
  }

  @AfterAll
  void stop() throws Exception {
    for (AutoCloseable each : new AutoCloseable[] {console, browser}) {
      if (each != null) {
        each.close();
      }
    }
  }

  @BeforeEach
  void open() {
    tab = browser.tab();
  }

  @AfterEach
  void nothingOfAStrangersRan() {
    if (tab != null) {
      assertThat(tab.eval("'hacked' in window").asBoolean()).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource(Page.class)
  void page_showsAndFitsATelephone_inLightAndDark_withoutErrors(Page page) {
    tab.open(address + page.path().substring(1));
    tab.await("document.getElementById('connection').dataset.kind === 'good'");
    assertThat(tab.text("nav a[aria-current]")).isEqualTo(page.title());
    for (boolean dark : new boolean[] {false, true}) {
      tab.dark(dark);
      String ground = tab.eval("getComputedStyle(document.body).backgroundColor").asText();
      int light = Integer.parseInt(ground.replaceAll("\\D*(\\d+).*", "$1"));
      assertThat(light > 128).as("ground %s, dark %s", ground, dark).isNotEqualTo(dark);
      for (int width : new int[] {320, 390, 768, 1280, 1920}) {
        tab.size(width, 800);
        assertThat(tab.eval("document.documentElement.scrollWidth").asInt())
            .as("%s at %s px", page, width)
            .isLessThanOrEqualTo(width);
        tab.await(IN_SIGHT);
      }
    }
    assertThat(tab.errors()).filteredOn(error -> !error.contains("picture")).isEmpty();
  }

  @Test
  void keyboard_leadsToEveryPage_andToTheKeys() {
    tab.open(address);
    tab.press("Tab");
    assertThat(tab.eval("document.activeElement.textContent").asText())
        .isEqualTo("Skip to the page");
    tab.press("?");
    assertThat(tab.eval("document.getElementById('keys').open").asBoolean()).isTrue();
    tab.press("Escape");
    int number = 0;
    for (Page page : Page.values()) {
      tab.press(Integer.toString(++number));
      tab.await(
          "location.pathname === '" + page.path() + "' && document.readyState === 'complete'");
    }
  }

  @Test
  void wall_showsPicturesWithTheirTexts_filtered_andWalkedOverByKeys() {
    tab.open(address);
    tab.await("document.querySelectorAll('.card').length === 3");
    assertThat(tab.text("#wall")).contains("mug-1", "what is it?", HOSTILE);
    assertThat(tab.count(".card b, .card script")).as("text stays text").isZero();
    tab.press("j");
    tab.press("ArrowRight");
    assertThat(tab.eval("document.activeElement.className").asText()).startsWith("card");
    tab.press("Enter");
    tab.await("document.getElementById('one').open");
    assertThat(tab.text("#one")).contains("offset");
    tab.press("Escape");
    tab.press("f");
    assertThat(tab.eval("document.activeElement.id").asText()).isEqualTo("feed");
    tab.eval("feed.value = 'posts'; feed.dispatchEvent(new Event('input', {bubbles: true}))");
    assertThat(tab.count(".card")).isEqualTo(1);
    assertThat(tab.text("#wall")).contains("post-1");
  }

  @Test
  void picturesOfAModeratedFeed_areBlurred_untilPointedAt() {
    tab.dark(false);
    tab.open(address);
    tab.await("document.querySelectorAll('.card').length === 3");
    assertThat(tab.count(".card.veiled")).isEqualTo(1);
    String blur = "getComputedStyle(document.querySelector('.veiled img')).filter";
    assertThat(tab.eval(blur).asText()).startsWith("blur");
    tab.hover(".veiled .picture");
    tab.await(blur + " === 'none'");
  }

  @Test
  void deadLetters_areGroupedShownAndPutBack() throws Exception {
    tab.open(address + "dead-letters");
    tab.await("document.querySelectorAll('.row').length >= 2");
    assertThat(tab.text("#faults")).contains("record-unreadable", "image-undecodable");
    tab.eval(
        "[...document.querySelectorAll('.row')].find(r => r.innerText.includes('unreadable')).click()");
    tab.await("document.getElementById('one').open");
    assertThat(tab.text("#one")).contains("trace<img src=x onerror=");
    assertThat(tab.count("#one img[src=x], #one script")).as("text stays text").isZero();
    tab.press("Escape");
    int before = tab.count(".row");
    tab.eval(
        "[...document.querySelectorAll('.row')].find(r => r.innerText.includes('mug-2')).focus()");
    tab.press("r");
    tab.await("document.querySelector('dialog[open] button.strong')");
    assertThat(tab.text("dialog[open]")).contains("1 record");
    tab.eval("document.querySelector('dialog[open] button.strong').click()");
    tab.await("document.getElementById('toast').textContent.includes('put back')");
    tab.await(
        "document.getElementById('refresh').click() || document.querySelectorAll('.row').length > "
            + before);
    assertThat(tab.text("#letters")).contains("replayed");
    assertThat(noted("replay")).hasSize(2).allMatch(line -> line.contains("\"who\":\"local\""));
    assertThat(noted("replay").get(1)).contains("\"outcome\":\"done\"");
  }

  @Test
  void review_acceptsAndCorrects_intoTheTopicOfFeedback() throws Exception {
    tab.open(address + "review");
    tab.await("document.querySelectorAll('.row').length >= 3");
    tab.press("j");
    String name = tab.eval("document.activeElement.dataset.name").asText();
    tab.press("a");
    tab.await("document.getElementById('toast').textContent.startsWith('Accepted')");
    tab.press("c");
    tab.eval("document.activeElement.value = 'a right text'");
    tab.press("Enter");
    tab.await("document.getElementById('toast').textContent.startsWith('Corrected')");
    List<Feedback> said = new ArrayList<>();
    try (TopicView<Feedback> feedback =
        new TopicView<>(
            served,
            List.of(PipelineSettings.topics(served).feedback()),
            Feedback.class,
            (topic, key, value) -> said.add(value.orElseThrow()))) {
      feedback.look();
    }
    assertThat(said).hasSize(2).allMatch(each -> each.getGivenBy().equals("local"));
    assertThat(said)
        .anyMatch(each -> each.getSaid().equals(Optional.of(each.getRightText())))
        .anyMatch(each -> each.getRightText().equals("a right text"));
    tab.open(address + "review");
    tab.await("document.querySelector('.row')");
    assertThat(tab.eval("document.body.innerHTML").asText()).doesNotContain(name + '"');
  }

  @Test
  void templates_areWholeWords_onATelephone() {
    tab.size(360, 780);
    tab.open(address + "templates");
    tab.await("document.querySelectorAll('.line').length >= 30");
    assertThat(tab.eval("document.querySelector('.words-of').clientWidth").asInt())
        .isGreaterThan(250);
  }

  @Test
  void template_isLintedTriedAndPublished() throws Exception {
    tab.open(address + "templates");
    tab.await("document.querySelectorAll('.line').length >= 30");
    assertThat(tab.text("#templates")).contains("caption-01@1", "say " + HOSTILE);
    assertThat(tab.count("#templates img, #templates script")).as("text stays text").isZero();
    tab.eval("id.value = 'mine'; of.value = 'ANSWER'; text.value = 'Tell me.'");
    String written = "text.dispatchEvent(new Event('input', {bubbles: true}))";
    tab.eval(written);
    tab.await("document.getElementById('lint').textContent.includes('{Question}')");
    assertThat(tab.eval("publish.disabled").asBoolean()).isTrue();
    tab.eval("text.value = 'Tell me: {Question}'");
    tab.eval(written);
    tab.await("document.getElementById('lint').textContent === 'Valid.'");
    tab.await("document.querySelectorAll('#recent input').length > 0");
    tab.eval("document.querySelector('#recent input').click(); words.value = 'why?'");
    tab.eval("document.getElementById('try').click()");
    tab.await("document.getElementById('said').textContent.includes('Tell me: why?')");
    tab.eval("publish.click()");
    tab.await("document.querySelector('dialog[open] button.strong')");
    tab.eval("document.querySelector('dialog[open] button.strong').click()");
    tab.await("document.getElementById('templates').innerText.includes('mine@1')");
    tab.eval("text.value = 'Tell me something else: {Question}'");
    tab.eval(written);
    tab.await("document.getElementById('lint').textContent === 'Valid.'");
    tab.eval("publish.click()");
    tab.await("document.querySelector('dialog[open] button.strong')");
    tab.eval("document.querySelector('dialog[open] button.strong').click()");
    tab.await("document.getElementById('toast').textContent.includes('with other words before')");
    assertThat(noted("template publish")).hasSize(4).noneMatch(line -> line.contains("Tell me"));
  }

  @Test
  void anotherSitesPage_canDoNothing() throws Exception {
    tab.eval(
        "fetch('"
            + address
            + "api/letters/replay', {method: 'POST', mode: 'no-cors', body: '{\"all\": true}'})"
            + ".then(() => 1, () => 0)");
    tab.eval(
        "(() => { const form = document.createElement('form'); form.method = 'post';"
            + "form.enctype = 'text/plain'; form.action = '"
            + address
            + "api/letters/replay'; document.body.append(form); form.submit(); })()");
    tab.await("document.body.innerText.includes('another site')");
    assertThat(noted("\"all\":true")).isEmpty();
  }

  @Test
  void whereATokenIsNeeded_thePersonIsAskedForIt_andKnownByName() {
    Configuration guarded =
        Configuration.of(Map.of("http.port", "0", "http.tokens", "ada=correct-horse-battery"));
    try (WebConsole guardedPages = new WebConsole(guarded, Clock.systemUTC());
        ServedNumbers guardedServer =
            ServedNumbers.open(guarded, Clock.systemUTC(), guardedPages)) {
      tab.open(guardedServer.address().orElseThrow() + "review");
      assertThat(tab.eval("location.pathname").asText()).isEqualTo("/login");
      tab.eval("token.value = 'wrong-horse-battery'; login.requestSubmit()");
      tab.await("document.getElementById('answer').textContent === 'That is not the token.'");
      tab.eval("token.value = 'correct-horse-battery'; login.requestSubmit()");
      tab.await("location.pathname === '/' && document.querySelector('nav')");
      tab.await("document.getElementById('connection').dataset.kind === 'good'");
    }
  }

  @Test
  void flowBatchesAndModel_showTheNumbersOfTheMetrics() throws Exception {
    tab.open(address + "flow");
    tab.await("document.getElementById('tiles').children.length > 4");
    assertThat(tab.eval("way.textContent").asText())
        .contains("image-events", "dead-letters", "enrichment");
    assertThat(tab.text("#partitions")).contains("0", "1");
    assertNamesAreMetrics();
    tab.open(address + "model");
    tab.await("document.getElementById('who').innerText.includes('fake')");
    assertThat(tab.text("#who")).contains("f".repeat(64));
    assertNamesAreMetrics();
    tab.size(360, 780);
    tab.open(address + "batches");
    tab.await("document.getElementById('tiles').children.length > 4");
    assertThat(tab.eval(ONE_LINE).asBoolean()).as("stages in whole words").isTrue();
    assertNamesAreMetrics();
    tab.open(address);
    tab.await("document.getElementById('state').title === 'blipstream_events_per_second'");
    assertNamesAreMetrics();
  }

  @Test
  void whereAModelOnTrialDiffers_itIsShownBesideTheLiveOne_andNothingElse() {
    Trials.write(
        served,
        Trials.of("same-subject", "a mug", "a mug"),
        Trials.of("other-subject", "a red mug", HOSTILE));
    tab.open(address + "model");
    tab.await("document.querySelectorAll('#differences .row').length === 1");
    assertThat(tab.text("#differences"))
        .contains("other-subject", "A photo of", "a red mug", HOSTILE, "25 % of the tokens agree");
    assertThat(tab.count("#differences script, #differences img[src=x]"))
        .as("text stays text")
        .isZero();
  }

  /** Of all that shows a metric's name where somebody points. */
  private void assertNamesAreMetrics() throws Exception {
    String catalogue = Files.readString(Path.of("../docs/metrics.md"));
    for (JsonNode title : tab.eval("[...document.querySelectorAll('[title]')].map(e => e.title)")) {
      for (String metric : title.asText().split(" / ", -1)) {
        if (metric.startsWith("blipstream_")) {
          assertThat(catalogue).contains("| `" + metric + "` |");
        }
      }
    }
  }

  private List<String> noted(String what) throws IOException {
    return Files.readAllLines(console.notes()).stream()
        .filter(line -> line.contains(what))
        .toList();
  }
}
