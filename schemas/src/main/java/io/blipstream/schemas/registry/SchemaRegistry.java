package io.blipstream.schemas.registry;

import java.util.Optional;
import java.util.UUID;
import org.apache.avro.Schema;

/**
 * What a serde asks of a registry. Implementations may be called from any thread, and a call may
 * block for as long as its retries take.
 *
 * <p>Every method fails in one of four ways, and a caller must tell them apart: {@link
 * SchemaRefusedException} (the registry understood and said no; a fault of the data), {@link
 * RegistryUnavailableException} (try again later, unchanged), Kafka's {@code
 * AuthenticationException} and {@code AuthorizationException} (wrong or too weak credentials), and
 * {@code ConfigException} (what answers is no such registry).
 */
public interface SchemaRegistry {
  /** Makes the schema the subject's newest version, or finds it there. */
  RegisteredSchema register(String subject, Schema schema, boolean normalize);

  /** Finds the schema among the subject's versions, without adding it. */
  RegisteredSchema lookup(String subject, Schema schema, boolean normalize);

  /** The subject's newest version. */
  RegisteredSchema latest(String subject);

  /**
   * The schema of an id.
   *
   * @param subject where the id was met; registries with access rules per subject ask for it
   */
  Schema byId(int id, Optional<String> subject);

  /** The schema of a GUID, as newer writers send it in a header. */
  Schema byGuid(UUID guid);
}
