/**
 * Which mapping a key stands for in one course, where that differs from the key itself.
 *
 * A key of ours travels in links and columns, and LMSs copy those. In a copied course, and where a teacher duplicates a link
 * inside a course, two things carry one key. The copy cannot be told another key; so the tool remembers what it means there.
 * A binding is made by a teacher's yes only, for one course, and changes nothing elsewhere.
 *
 * @module
 */

export interface KeyBinding {
  readonly institutionId: string;
  readonly courseId: string;
  /** As the link or the column says it. */
  readonly claimedKey: string;
  /** All of the course, or the one link or column that `ref` names. */
  readonly scope: 'course' | 'link' | 'column';
  /** Resource link id or line item URL; empty for the course. */
  readonly ref: string;
  /** Key of the mapping that is meant. */
  readonly mappingKey: string;
  readonly boundAt: Date;
}

export interface KeyBindingStore {
  /** One per (course, claimed key, scope, ref): the first one stays. */
  bind(institutionId: string, binding: KeyBinding): Promise<void>;
  list(institutionId: string, courseId: string): Promise<KeyBinding[]>;
}

/** Where a key was met. */
export interface KeyClaim {
  readonly key: string;
  readonly resourceLinkId?: string | null;
  readonly lineItemUrl?: string | null;
}

/** The key of the mapping that is meant: what is bound nearest, else the key itself. */
export function resolveKey(
  bindings: readonly Pick<KeyBinding, 'claimedKey' | 'scope' | 'ref' | 'mappingKey'>[],
  { key, resourceLinkId, lineItemUrl }: KeyClaim,
): string {
  const own = bindings.filter(({ claimedKey }) => claimedKey === key);
  const found =
    own.find(({ scope, ref }) => scope === 'link' && ref === resourceLinkId) ??
    own.find(({ scope, ref }) => scope === 'column' && ref === lineItemUrl) ??
    own.find(({ scope }) => scope === 'course');
  return found?.mappingKey ?? key;
}

/** All keys by which links and columns of a course may name one of its mappings. */
export function listClaims(
  bindings: readonly Pick<KeyBinding, 'claimedKey' | 'scope' | 'mappingKey'>[],
  mappingKey: string,
): string[] {
  const bound = bindings
    .filter((one) => one.scope === 'course' && one.mappingKey === mappingKey)
    .map(({ claimedKey }) => claimedKey);
  return [...bound, mappingKey];
}
