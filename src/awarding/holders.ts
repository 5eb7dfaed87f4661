/**
 * Who holds badges beyond one course: those that rules ask for, and those that are awarded once ever. Both look at the
 * person: what somebody earned as another user, at another LMS even, is theirs.
 *
 * @module
 */
import type { BadgeClass, BadgeClassStore } from '../badges/badge-class.js';
import type { PersonLinkStore } from '../institutions/person.js';
import { awardKey, type Award, type AwardStore } from './award.js';
import { listHeldBadgeClassIds, type Rule } from './rule.js';

export interface HolderStores {
  readonly awards: Pick<AwardStore, 'listHolders' | 'listLive'>;
  readonly badgeClasses: Pick<BadgeClassStore, 'find'>;
  readonly personLinks: Pick<PersonLinkStore, 'listFellows'>;
}

/** A badge class that some rule asks for. */
export interface Holders {
  readonly name: string | null;
  readonly isThere: boolean;
  /** Learners of the course whose person holds it. */
  readonly learnerIds: ReadonlySet<string>;
}

/** For each learner who is known to be a person: the person, and all learners who are. */
export type Persons = ReadonlyMap<
  string,
  { readonly personId: string; readonly learnerIds: readonly string[] }
>;

export async function loadPersons(
  { personLinks }: Pick<HolderStores, 'personLinks'>,
  institutionId: string,
  learnerIds: readonly string[],
): Promise<Persons> {
  const links = await personLinks.listFellows(institutionId, learnerIds);
  const fellows = new Map<string, string[]>();
  for (const { personId, learnerId } of links) {
    fellows.set(personId, [...(fellows.get(personId) ?? []), learnerId]);
  }
  return new Map(
    links.map(({ learnerId, personId }) => [
      learnerId,
      { personId, learnerIds: fellows.get(personId) ?? [] },
    ]),
  );
}

/** One query for each badge class that some rule asks for. */
export async function loadHolders(
  stores: HolderStores,
  institutionId: string,
  rules: readonly Rule[],
  known: ReadonlyMap<string, BadgeClass>,
  learnerIds: readonly string[],
  persons: Persons,
): Promise<Map<string, Holders>> {
  const holders = new Map<string, Holders>();
  for (const badgeClassId of new Set(rules.flatMap(listHeldBadgeClassIds))) {
    const badgeClass =
      known.get(badgeClassId) ?? (await stores.badgeClasses.find(institutionId, badgeClassId));
    const having = new Set(await stores.awards.listHolders(institutionId, badgeClassId));
    const isHolder = (learnerId: string): boolean =>
      having.has(learnerId) || (persons.get(learnerId)?.learnerIds.some((one) => having.has(one)) ?? false);
    holders.set(badgeClassId, {
      name: badgeClass?.name[badgeClass.language] ?? null,
      isThere: badgeClass !== null && !badgeClass.archivedAt,
      learnerIds: new Set(learnerIds.filter(isHolder)),
    });
  }
  return holders;
}

/** The awards under the keys of *once ever*, of all courses, those that ended and keep their key included. */
export async function loadOnceEver(
  { awards }: Pick<HolderStores, 'awards'>,
  institutionId: string,
  badgeClassIds: ReadonlySet<string>,
  learnerIds: readonly string[],
  persons: Persons,
): Promise<(badgeClassId: string, learnerId: string) => Award | null> {
  const keyOf = (badgeClassId: string, learnerId: string): string =>
    awardKey(badgeClassId, persons.get(learnerId)?.personId ?? learnerId, institutionId);
  const keys = [...badgeClassIds].flatMap((id) => learnerIds.map((learnerId) => keyOf(id, learnerId)));
  const found = keys.length > 0 ? await awards.listLive(institutionId, [...new Set(keys)]) : [];
  const byKey = new Map(found.map((award) => [award.liveKey, award]));
  return (badgeClassId, learnerId) => byKey.get(keyOf(badgeClassId, learnerId)) ?? null;
}
