/**
 * The audit log: who did what to which record. Append-only.
 *
 * @module
 */

export type AuditActor =
  | { readonly kind: 'learner'; readonly id: string }
  /** Somebody with an account of the console. */
  | { readonly kind: 'admin'; readonly id: string }
  | { readonly kind: 'command-line' }
  | { readonly kind: 'platform'; readonly id: string }
  | { readonly kind: 'tool' };

export interface AuditEntry {
  readonly id: string;
  readonly institutionId: string;
  readonly at: Date;
  readonly actor: AuditActor;
  /** Verb in the past, dotted by subject: `mapping.created`, `award.made`, `credential.shared`. */
  readonly action: string;
  readonly subject: { readonly kind: string; readonly id: string };
  /** Ids and numbers only; no names, no e-mail addresses. */
  readonly detail: Readonly<Record<string, string | number | boolean>>;
}

/** For people: what is about several records names each. */
export function nameSubject({ kind, id }: AuditEntry['subject']): string {
  if (!id.startsWith('[')) return `${kind} ${id}`;
  try {
    // The institution comes first, and is that of the log.
    return `${kind} ${(JSON.parse(id) as unknown[]).slice(1).map(String).join(' / ')}`;
  } catch {
    return `${kind} ${id}`;
  }
}

/** What is looked for; what is null does not matter. */
export interface AuditQuestion {
  readonly action: string | null;
  /** Id of what it was done to. */
  readonly subjectId: string | null;
  /** Id of who did it. */
  readonly actorId: string | null;
  readonly from: Date | null;
  /** Not itself. */
  readonly until: Date | null;
  /** Ids of what it was done to, for whom (`detail.learnerId`), or by whom: any of these. */
  readonly about?: readonly string[];
}

export interface AuditStore {
  append(institutionId: string, entry: AuditEntry): Promise<void>;
  /** Newest first. */
  list(institutionId: string, limit: number): Promise<AuditEntry[]>;
  /**
   * Newest first, a page at a time.
   *
   * @param after - the entry that was shown last; null for the first page
   */
  search(
    institutionId: string,
    question: AuditQuestion,
    after: Pick<AuditEntry, 'at' | 'id'> | null,
    limit: number,
  ): Promise<AuditEntry[]>;
  /**
   * What was done to these subjects, or to something of these mappings (`detail.mappingId`); newest first, a page at a time.
   *
   * @param after - the entry that was shown last; null for the first page
   */
  listAbout(
    institutionId: string,
    about: { readonly subjectIds: readonly string[]; readonly mappingIds: readonly string[] },
    after: Pick<AuditEntry, 'at' | 'id'> | null,
    limit: number,
  ): Promise<AuditEntry[]>;
}
