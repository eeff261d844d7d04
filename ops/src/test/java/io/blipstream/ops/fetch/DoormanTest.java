package io.blipstream.ops.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blipstream.runtime.fault.FatalException;
import io.blipstream.runtime.fault.FaultCode;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DoormanTest {
  /** As open as a list of places can be: what is refused is refused for its form alone. */
  private static final Doorman OPEN =
      new Doorman(
          AllowedPlace.parse("http://*,https://*,https://8.8.8.8,https://[2606:4700::1111],s3://*"),
          new AddressPolicy(List.of()));

  private static final Doorman NARROW =
      new Doorman(
          AllowedPlace.parse(
              "https://images.example.org,https://*.cdn.example.org:8443,http://plain.example.org"),
          new AddressPolicy(List.of()));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "picture.png",
        "/etc/passwd",
        "//host.example/p.png",
        "http:",
        "http://",
        "http:///p.png",
        "https:host.example/p.png",
        "mailto:someone@host.example",
        "file:///etc/passwd",
        "ftp://host.example/p.png",
        "gopher://host.example/p.png",
        "jar:http://host.example/a.jar!/p.png",
        "data:image/png;base64,AAAA",
        "https://user@host.example/p.png",
        "https://user:secret@host.example/p.png",
        "https://@host.example/p.png",
        "https://host.example:secret@127.0.0.1/p.png",
        "https://host.example\\@127.0.0.1/p.png",
        "https://host.example /p.png",
        "https://host.example/p .png",
        "https://host.example/p.png\r\nHost: other",
        "https://host.example/\u0000",
        "https://host.example:0x50/p.png",
        "https://host.example:99999/p.png",
        "https://host.example./p.png",
        "https://.host.example/p.png",
        "https://host..example/p.png",
        "https://-host.example/p.png",
        "https://h%6fst.example/p.png",
        "https://127.0.0.1%2f.host.example/p.png",
        "https://höst.example/p.png",
        "https://①②⑦.⓪.⓪.①/p.png",
        "https://2130706433/p.png",
        "https://0x7f000001/p.png",
        "https://0x7f.0.0.1/p.png",
        "https://0X7F.1/p.png",
        "https://017700000001/p.png",
        "https://0177.0.0.1/p.png",
        "https://127.1/p.png",
        "https://127.0.1/p.png",
        "https://127.0.0.01/p.png",
        "https://127.0.0.1./p.png",
        "https://127.0.0.256/p.png",
        "https://1.2.3.4.5/p.png",
        "https://host.0x7f/p.png",
        "https://host.1/p.png",
        "https://127.0.0.1/p.png",
        "https://8.8.4.4/p.png",
        "https://[::1]/p.png",
        "https://[::ffff:127.0.0.1]/p.png",
        "https://[::ffff:7f00:1]/p.png",
        "https://[0:0:0:0:0:ffff:7f00:1]/p.png",
        "https://[fe80::1%25eth0]/p.png",
        "https://[fe80::1%eth0]/p.png",
        "https://[::1/p.png",
        "https://[]/p.png",
        "https://[v1.x]/p.png",
        "https://host.example:444/p.png",
        "http://host.example:22/p.png",
        "http://host.example:443/p.png",
      })
  void addressInAnotherForm_isRefused_whateverPlacesAreAllowed(String address) {
    assertRefused(OPEN, address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://images.example.org/p.png",
        "https://images.example.org:444/p.png",
        "https://images.example.org.evil.example/p.png",
        "https://evil-images.example.org/p.png",
        "https://example.org/p.png",
        "https://cdn.example.org:8443/p.png",
        "https://a.cdn.example.org/p.png",
        "https://acdn.example.org:8443/p.png",
        "https://plain.example.org/p.png",
        "s3://images.example.org/p.png",
      })
  void placeThatIsNotAllowed_isRefused(String address) {
    assertRefused(NARROW, address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://images.example.org/a/b.png?X-Signature=abc%2F#top",
        "HTTPS://IMAGES.EXAMPLE.ORG:443/p.png",
        "https://a.b.cdn.example.org:8443/p.png",
        "http://plain.example.org:80/",
      })
  void allowedPlace_isAdmitted(String address) {
    assertThat(NARROW.admit(address).toString()).isEqualTo(address.replaceAll("#.*", ""));
  }

  @Test
  void addressInNumbers_mustBeAllowedAsSuch() {
    assertThat(OPEN.admit("https://8.8.8.8/p.png").getHost()).isEqualTo("8.8.8.8");
    assertThat(OPEN.admit("https://[2606:4700::1111]/p.png")).isNotNull();
    assertRefused(OPEN, "https://8.8.8.9/p.png");
  }

  @Test
  void messageKeepsPathAndQueryToItself() {
    assertThatThrownBy(() -> NARROW.admit("https://elsewhere.example/path?token=secret"))
        .hasMessageContaining("elsewhere.example")
        .hasMessageNotContainingAny("path", "token", "secret");
    assertThatThrownBy(() -> NARROW.admit("https://no host/path?token=secret"))
        .hasMessageNotContainingAny("path", "token", "secret")
        .hasNoCause();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "10.255.255.255",
        "100.64.0.1",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.255.254",
        "168.63.129.16",
        "169.254.169.254",
        "169.254.170.2",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.192",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.0.1",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::7f00:1",
        "::8.8.8.8",
        "64:ff9b::7f00:1",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",
        "2001:0:7f00:1::",
        "2001:10::1",
        "2001:20::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "2002:808:808::1",
        "3fff::1",
        "4000::1",
        "5f00::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fec0::1",
        "ff02::1",
        "ff0e::1",
      })
  void addressThatIsNotPublic_isRefused(String address) throws Exception {
    InetAddress number = InetAddress.getByName(address);
    assertThatThrownBy(() -> OPEN.admit("host.example", number))
        .isInstanceOfSatisfying(
            FatalException.class,
            e -> assertThat(e.code()).isEqualTo(FaultCode.IMAGE_FETCH_REFUSED));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "8.8.8.8",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.1",
        "169.253.255.255",
        "172.15.255.255",
        "172.32.0.1",
        "192.167.255.255",
        "198.17.255.255",
        "198.20.0.0",
        "223.255.255.255",
        "2001:200::1",
        "2001:4860:4860::8888",
        "2606:4700::1111",
      })
  void publicAddress_isAdmitted(String address) throws Exception {
    OPEN.admit("host.example", InetAddress.getByName(address));
  }

  @ParameterizedTest
  @CsvSource({
    "10.1.0.0/16, 10.1.255.1, 10.2.0.1",
    "127.0.0.1, 127.0.0.1, 127.0.0.2",
    "fd00:1::/32, fd00:1::5, fd00:2::5",
    "10.0.0.0/9, 10.127.0.1, 10.128.0.1"
  })
  void configuredRange_isAdmitted_andNothingBesides(String range, String inside, String outside)
      throws Exception {
    AddressPolicy policy = new AddressPolicy(AddressRange.parseAll(range));
    assertThat(policy.allows(InetAddress.getByName(inside))).isTrue();
    assertThat(policy.allows(InetAddress.getByName(outside))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.0/33", "10.0.0/8", "host.example", "10.0.0.0/x", ",", "::/129"})
  void textThatIsNoRange_isRefused(String text) {
    assertThatThrownBy(() -> AddressRange.parseAll(text))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "images.example.org",
        "https://",
        "https://a/b",
        "https://a:0",
        "https://a:70000",
        ",",
        "https://u@a",
        "https://a*.example.org",
        "https://*.*.example.org"
      })
  void textThatIsNoPlace_isRefused(String text) {
    assertThatThrownBy(() -> AllowedPlace.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  private static void assertRefused(Doorman doorman, String address) {
    assertThatThrownBy(() -> doorman.admit(address))
        .isInstanceOfSatisfying(
            FatalException.class,
            e -> assertThat(e.code()).isEqualTo(FaultCode.IMAGE_FETCH_REFUSED));
  }
}
