package io.blipstream.ops.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.blipstream.ops.cli.Main;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** What the build says of the image, held to launcher and chart. */
class ImageTest {
  private static final String CONTAINER =
      "//profile[id='image']//plugin[artifactId='jib-maven-plugin']/configuration/container";
  private static final Pattern EXPORT = Pattern.compile("([A-Z_]+)=\\$\\{\\1:-([^}]+)}");

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

  private Map<String, String> environment() throws Exception {
    NodeList found =
        (NodeList) path.evaluate(CONTAINER + "/environment/*", pom(), XPathConstants.NODESET);
    Map<String, String> environment = new TreeMap<>();
    IntStream.range(0, found.getLength())
        .mapToObj(found::item)
        .forEach(each -> environment.put(each.getNodeName(), each.getTextContent()));
    return environment;
  }

  private static Document pom() throws Exception {
    return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse("pom.xml");
  }
}
