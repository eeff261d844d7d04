package io.blipstream.ops.console;

import static io.blipstream.ops.fake.TestClients.answer;
import static io.blipstream.ops.fake.TestClients.caption;
import static io.blipstream.ops.fake.TestClients.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.ops.browser.Chromium;
import io.blipstream.ops.browser.Tab;
import io.blipstream.ops.config.Configuration;
import io.blipstream.ops.console.page.Page;
import io.blipstream.ops.demo.LocalCluster;
import io.blipstream.ops.fake.FakeEngine;
import io.blipstream.ops.fake.TestClients;
import io.blipstream.ops.health.ServedNumbers;
import io.blipstream.ops.metrics.Watched;
import io.blipstream.ops.pipeline.Pipeline;
import io.blipstream.schemas.ImageEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
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

  private Chromium browser;
  private LocalCluster cluster;
  private Pipeline pipeline;
  private WebConsole pages;
  private ServedNumbers server;
  private String address;
  private Tab tab;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    browser = Chromium.start(Files.createDirectory(folder.resolve("browser")));
    Clock clock = Clock.systemUTC();
    FakeEngine engine = new FakeEngine(Duration.ofMillis(5));
    cluster = LocalCluster.start(Configuration.of(Map.of()), 2, folder.resolve("cluster"), clock);
    Configuration served =
        cluster.configuration().with(Map.of("http.port", "0", "console.blur.feeds", "posts"));
    pages = new WebConsole(served);
    server = ServedNumbers.open(served, clock, pages);
    pipeline = Pipeline.start(cluster.configuration(), engine, 2, clock);
    server.watch(cluster.configuration(), Watched.of(pipeline, engine));
    pages.watch(cluster.configuration());
    address = server.address().orElseThrow();
    try (TestClients clients = new TestClients(cluster.configuration())) {
      clients.publish(event("mug-1", "GIF89a a mug", caption("c"), answer("a", "what is it?")));
      clients.publish(of("posts", event("post-1", "GIF89a a post", caption("c"))));
      clients.publish(of(HOSTILE, event("<b>" + HOSTILE, HOSTILE, caption("c"))));
      clients.await(4, 0);
    }
  }

  private static ImageEvent of(String feed, ImageEvent event) {
    return ImageEvent.newBuilder(event).setFeed(feed).build();
  }

  @AfterAll
  void stop() throws Exception {
    for (AutoCloseable each : new AutoCloseable[] {pipeline, server, pages, cluster, browser}) {
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
      }
    }
    assertThat(tab.errors()).filteredOn(error -> !error.contains("/pictures/")).isEmpty();
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
}
