/**
 * A connection being made: which guide an administrator follows, how far they are, and what came of it.
 *
 * @module
 */
import type { GuideName, GuideWay } from '../../language/guides/guide.js';

export interface Connection {
  readonly id: string;
  readonly institutionId: string;
  readonly guide: GuideName;
  readonly way: GuideWay;
  /** The invite of its link; null where values are typed over. */
  readonly inviteId: string | null;
  /** The link, sealed: it is shown until the LMS has used it. */
  readonly sealedLink: string | null;
  readonly linkExpiresAt: Date | null;
  /** Null until the LMS is registered. */
  readonly registrationId: string | null;
  /** Steps that a person said are done. */
  readonly ticked: readonly string[];
  readonly createdAt: Date;
}

export interface ConnectionStore {
  /** Create-only. */
  create(institutionId: string, connection: Connection): Promise<void>;
  find(institutionId: string, connectionId: string): Promise<Connection | null>;
  /** Newest first. */
  list(institutionId: string, limit: number): Promise<Connection[]>;
  /** The connection whose link this invite is gets its registration; nothing where there is none. */
  setRegistered(institutionId: string, inviteId: string, registrationId: string): Promise<void>;
  change(
    institutionId: string,
    connectionId: string,
    change: Partial<
      Pick<Connection, 'inviteId' | 'sealedLink' | 'linkExpiresAt' | 'registrationId' | 'ticked' | 'way'>
    >,
  ): Promise<Connection | null>;
  delete(institutionId: string, connectionId: string): Promise<void>;
}
