package io.blipstream.runtime.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryHereTest {
  @TempDir Path root;

  @Test
  void withoutGroups_theMachineHasTheWord() throws IOException {
    write("proc/meminfo", "MemTotal: 100 kB\nMemAvailable:   64 kB\n");
    assertThat(new MemoryHere(root).available()).hasValue(65_536);
  }

  @Test
  void tightestGroupOfTheNewHierarchy_hasTheWord() throws IOException {
    write("proc/meminfo", "MemAvailable: 1000000 kB\n");
    write("proc/self/cgroup", "0::/pod/container\n");
    write("sys/fs/cgroup/pod/container/memory.max", "max\n");
    write("sys/fs/cgroup/pod/container/memory.current", "5\n");
    write("sys/fs/cgroup/pod/memory.max", "10000\n");
    write("sys/fs/cgroup/pod/memory.current", "7000\n");
    write("sys/fs/cgroup/pod/memory.stat", "anon 5000\ninactive_file 2000\n");
    assertThat(new MemoryHere(root).available()).hasValue(5_000);
  }

  @Test
  void containerThatSeesItselfAsTheTop_isFound() throws IOException {
    write("proc/self/cgroup", "9:name=x:/\n4:cpu,memory:/host/path\n");
    write("sys/fs/cgroup/memory/memory.limit_in_bytes", "9000\n");
    write("sys/fs/cgroup/memory/memory.usage_in_bytes", "10000\n");
    assertThat(new MemoryHere(root).available()).as("never below nothing").hasValue(0);
  }

  @Test
  void limitThatIsNone_isNone() throws IOException {
    write("proc/meminfo", "MemAvailable: 8 kB\n");
    write("proc/self/cgroup", "4:memory:/\n0::/../../outside\n");
    write("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
    write("sys/fs/cgroup/memory/memory.usage_in_bytes", "1\n");
    assertThat(new MemoryHere(root).available()).hasValue(8_192);
  }

  @Test
  void systemThatDoesNotSay_isUnknown() {
    assertThat(new MemoryHere(root).available()).isEmpty();
  }

  private void write(String file, String text) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }
}
