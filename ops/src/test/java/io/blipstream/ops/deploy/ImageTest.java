package io.blipstream.ops.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.ops.cli.Main;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** What the build says of the image, held to launcher and chart. */
class ImageTest {
  private static final String CONTAINER =
      "//profile[id='image']//plugin[artifactId='jib-maven-plugin']/configuration/container";
  private static final Pattern EXPORT = Pattern.compile("([A-Z_]+)=\\$\\{\\1:-([^}]+)}");

  private static final Pattern PROFILES = Pattern.compile("\\s`?-P([a-z0-9,-]+)");

  private final XPath path = XPathFactory.newInstance().newXPath();

  @Test
  void environment_isTheLaunchers() throws Exception {
    Map<String, String> image = environment();
    Map<String, String> launcher = new TreeMap<>();
    Matcher exports = EXPORT.matcher(DeployFiles.text(Path.of("../blipstream")));
    while (exports.find()) {
      launcher.put(exports.group(1), exports.group(2));
    }
    assertThat(launcher).containsKey("DJL_OFFLINE");
    assertThat(image).containsAllEntriesOf(launcher);
  }

  @Test
  void whatItWrites_isAVolumeOfTheChart() throws Exception {
    assertThat(
            Rendered.withDefaults().container().at("/volumeMounts").findValuesAsText("mountPath"))
        .contains(environment().get("HOME"), environment().get("DJL_CACHE_DIR"));
  }

  @Test
  void user_isTheCharts_andNotRoot() throws Exception {
    String user = path.evaluate(CONTAINER + "/user", pom());
    assertThat(user)
        .isEqualTo(
            Rendered.withDefaults().pod().at("/securityContext/runAsUser").asText()
                + ":"
                + Rendered.withDefaults().pod().at("/securityContext/runAsGroup").asText())
        .doesNotStartWith("0");
  }

  @Test
  void mainClass_isTheCommand() throws Exception {
    assertThat(path.evaluate(CONTAINER + "/mainClass", pom())).isEqualTo(Main.class.getName());
  }

  /** A profile's name turns on every profile of that name, and the other brings another PyTorch. */
  @Test
  void profiles_haveNamesOfTheirOwn() throws Exception {
    assertThat(texts(pom(), "//profile/id"))
        .contains("image", "cuda-base")
        .doesNotContainAnyElementsOf(texts(parent(), "//profile/id"));
  }

  @Test
  void profilesThatAreDocumented_areThere() throws Exception {
    List<String> known = new ArrayList<>(texts(pom(), "//profile/id"));
    known.addAll(texts(parent(), "//profile/id"));
    List<String> asked = new ArrayList<>();
    for (String page : List.of("deployment.md", "devices.md")) {
      Matcher options = PROFILES.matcher(DeployFiles.text(Path.of("../docs", page)));
      while (options.find()) {
        asked.addAll(List.of(options.group(1).split(",", -1)));
      }
    }
    assertThat(asked).contains("image", "cuda", "cuda-base").isSubsetOf(known);
  }

  @Test
  void baseForCards_hasThePyTorchThatTheJniIsMadeFor() throws Exception {
    String version = path.evaluate("/project/properties/pytorch.version", parent());
    assertThat(DeployFiles.text(DeployFiles.FOLDER.resolve("image/cuda-base.Dockerfile")))
        .contains("pytorch/pytorch:" + version + "-cuda12.8-");
    assertThat(DeployFiles.text(Path.of("../docs/deployment.md")))
        .contains("blipstream-cuda-base:" + version + " ");
    String base = "//profile[id='cuda-base']";
    assertThat(path.evaluate(base + "/properties/image.base", pom()))
        .endsWith("blipstream-cuda-base:${pytorch.version}");
    assertThat(path.evaluate(base + "//environment/PYTORCH_VERSION", pom()))
        .isEqualTo("${pytorch.version}");
    String flavour = path.evaluate(base + "//environment/PYTORCH_FLAVOR", pom());
    assertThat(getClass().getResource("/jnilib/linux-x86_64/" + flavour + "/libdjl_torch.so"))
        .as("the JNI of " + flavour)
        .isNotNull();
  }

  private Map<String, String> environment() throws Exception {
    Map<String, String> environment = new TreeMap<>();
    nodes(pom(), CONTAINER + "/environment/*")
        .forEach(each -> environment.put(each.getNodeName(), each.getTextContent()));
    return environment;
  }

  private List<String> texts(Document document, String expression) throws Exception {
    return nodes(document, expression).map(Node::getTextContent).toList();
  }

  private Stream<Node> nodes(Document document, String expression) throws Exception {
    NodeList found = (NodeList) path.evaluate(expression, document, XPathConstants.NODESET);
    return IntStream.range(0, found.getLength()).mapToObj(found::item);
  }

  private static Document pom() throws Exception {
    return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse("pom.xml");
  }

  private static Document parent() throws Exception {
    return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse("../pom.xml");
  }
}
