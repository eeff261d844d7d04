package io.blipstream.runtime.fault;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      textBlock =
          """
          https://h/x.png?sig=S&token=S | https://h/x.png?(hidden)
          https://u:S@h:8443/x | https://(hidden)@h:8443/x
          https://u:S@S@h/x | https://(hidden)@h/x
          http://h?S | http://h?(hidden)
          https://h/x#access_token=S | https://h/x#(hidden)
          https://h/x#a=S?S | https://h/x#(hidden)
          s3://bucket/key?S#S | s3://bucket/key?(hidden)
          GET /x.png?S HTTP/1.1 | GET /x.png?(hidden) HTTP/1.1
          got 'http://h/x?S', gave up | got 'http://h/x?(hidden)', gave up
          {"at":"http://h/x?S","next":"http://S@h"} | {"at":"http://h/x?(hidden)","next":"http://(hidden)@h"}
          {"at":"see \\"http://h/x?S\\""} | {"at":"see \\"http://h/x?(hidden)\\""}
          """)
  void secretOfAnAddress_isHidden_andWhichItIsStays(String text, String shown) {
    assertThat(Addresses.hidden(text)).isEqualTo(shown);
    assertThat(Addresses.hidden(shown)).as("a second time").isEqualTo(shown);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unknown key fetch.alow (fetch.allow?)",
        "docs/faults.md?",
        "https://example.org/page#part",
        "https://h/@somebody/x.png",
        "somebody@example.org asks: is it red?green?",
        "C:\\pictures\\a.png",
        "http://h/x?",
        "",
      })
  void wordsWithoutASecret_stayAsTheyAre(String text) {
    assertThat(Addresses.hidden(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://h/x?token=a \"S",
        "https://h/x?a<S",
        "//u:S@h/x?S",
        "h/x?S",
        "https://u:S@h/x y?S"
      })
  void addressByItself_isHiddenToItsEnd_howeverBadlyItIsWritten(String address) {
    assertThat(Addresses.shown(address)).doesNotContain("S").contains("h", "(hidden)");
  }

  @Test
  void fault_hidesWhatItsWordsRepeat() {
    assertThat(new Fault(FaultCode.INTERNAL, "at http://h/x?S").message()).doesNotContain("S");
    assertThat(new FatalException(FaultCode.INTERNAL, "at http://h/x?S"))
        .hasMessage("at http://h/x?(hidden)");
  }

  /** A stranger's text of a megabyte must not cost the square of it: that would be minutes. */
  @Test
  @Timeout(30)
  void longText_costsItsLengthOnly() {
    for (String part : new String[] {"a", "/", "//", "://", "?", "\\", "'", "@"}) {
      String text = "http://h/" + part.repeat(1 << 20);
      assertThat(Addresses.hidden(text)).startsWith("http://");
      assertThat(Addresses.hidden(text.substring(4))).isNotEmpty();
    }
  }
}
