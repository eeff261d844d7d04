package io.blipstream.ops.inspect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.blipstream.runtime.fault.Fault;
import io.blipstream.runtime.inspect.Inspection;
import io.blipstream.runtime.inspect.Memory;
import io.blipstream.runtime.inspect.Part;
import io.blipstream.runtime.inspect.Shard;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** One JSON object: everything, in a fixed order. */
public final class JsonFinding {
  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonFinding() {}

  public static String of(Finding finding) {
    Inspection found = finding.inspection();
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("folder", found.folder().toString());
    all.put("family", found.family());
    all.put("image_placeholder", found.placeholder());
    all.put("parameters", found.parameters());
    all.put("parts", found.parts().stream().map(JsonFinding::part).toList());
    all.put("types", found.types());
    all.put("shards", found.shards().stream().map(JsonFinding::shard).toList());
    all.put("embedding", found.embedding());
    all.put("files", found.files());
    all.put("missing", found.discrepancies().missing());
    all.put("surplus", found.discrepancies().surplus());
    all.put("misshapen", found.discrepancies().misshapen());
    all.put("mistyped", found.discrepancies().mistyped());
    all.put("devices", found.devices().stream().map(Object::toString).toList());
    all.put("precision", found.precision().name().toLowerCase(Locale.ROOT));
    all.put("batch", found.workload());
    all.put("memory", memory(found.memory()));
    finding.measured().ifPresent(bytes -> all.put("measured_bytes", bytes));
    all.put("runs", found.runs());
    all.put("faults", found.faults().stream().map(JsonFinding::fault).toList());
    try {
      return JSON.writeValueAsString(all);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts and numbers always make JSON", e);
    }
  }

  private static Map<String, Object> part(Part part) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", part.name());
    map.put("tensors", part.tensors());
    map.put("parameters", part.parameters());
    map.put("stored_bytes", part.storedBytes());
    map.put("held_bytes", part.heldBytes());
    map.put("sizes", part.sizes());
    return map;
  }

  private static Map<String, Object> shard(Shard shard) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("file", shard.file());
    map.put("bytes", shard.bytes());
    map.put("tensors", shard.tensors());
    return map;
  }

  private static Map<String, Object> memory(Memory memory) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("weights_bytes", memory.weights());
    map.put("working_bytes", memory.working());
    map.put("process_bytes", memory.process());
    map.put("needed_bytes", memory.needed());
    memory.available().ifPresent(bytes -> map.put("available_bytes", bytes));
    return map;
  }

  private static Map<String, Object> fault(Fault fault) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("code", fault.code().code());
    map.put("message", fault.message());
    return map;
  }
}
