/**
 * An entry of the audit log in words: what happened, to whom and where, with a way to each. Ids become the names of today.
 *
 * @module
 */
import type { AwardStore } from '../../awarding/award.js';
import type { MappingStore } from '../../awarding/mapping.js';
import type { CredentialStore } from '../../credentials/credential.js';
import { nameSubject, type AuditEntry } from '../../institutions/audit.js';
import type { LearnerStore } from '../../institutions/learner.js';
import { auditActions, type AuditKind } from '../../language/catalogue/console-audit.js';
import { isTextKey, type Translate } from '../../language/translate.js';
import type { CourseStore } from '../../lti/course.js';
import { nameLms } from '../../platforms/lms-name.js';
import type { RegistrationStore } from '../../platforms/registration.js';

export interface AuditReadings {
  readonly awards: Pick<AwardStore, 'find'>;
  readonly credentials: Pick<CredentialStore, 'find'>;
  readonly mappings: Pick<MappingStore, 'find'>;
  readonly learners: Pick<LearnerStore, 'find'>;
  readonly courses: Pick<CourseStore, 'find'>;
  readonly registrations: Pick<RegistrationStore, 'find'>;
}

export interface KnownNames {
  readonly badgeClasses: ReadonlyMap<string, string>;
  readonly accounts: ReadonlyMap<string, string>;
  readonly issuers: ReadonlyMap<string, string>;
}

export interface NamedThing {
  readonly text: string;
  readonly href: string | null;
}

/** Acts in groups of what they are about, for the field that chooses one. */
export function listActs(t: Translate, chosen: string) {
  const groups = new Map<AuditKind, { action: string; text: string; isChosen: boolean }[]>();
  for (const action of auditActions) {
    const kind = KIND_OF[action.split('.')[0] ?? ''] ?? 'institution';
    const one = { action, text: sayAct(action, t), isChosen: action === chosen };
    groups.set(kind, [...(groups.get(kind) ?? []), one]);
  }
  const isOther = chosen !== '' && !auditActions.includes(chosen);
  return {
    other: isOther ? chosen : null,
    groups: [...groups].map(([kind, acts]) => ({ text: t(`audit.kind.${kind}`), acts })),
  };
}

/** The code itself where it has no words, as of an entry that a later version wrote. */
export function sayAct(action: string, t: Translate): string {
  const key = `audit.act.${action}`;
  return isTextKey(key) ? t(key) : action;
}

export function sayDetail({ detail }: Pick<AuditEntry, 'detail'>): string {
  return Object.entries(detail)
    .map(([name, value]) => `${name}: ${String(value)}`)
    .join(', ');
}

/** Each record is read once for a page, however many entries are about it. */
export function createEntryNames(
  institutionId: string,
  stores: AuditReadings,
  { badgeClasses, accounts, issuers }: KnownNames,
) {
  const award = once((id) => stores.awards.find(institutionId, id));
  const credential = once((id) => stores.credentials.find(institutionId, id));
  const learner = once((id) => stores.learners.find(institutionId, id));
  const course = once((id) => stores.courses.find(institutionId, id));
  const registration = once((id) => stores.registrations.find(institutionId, id));
  const mapping = once((path) => {
    const [courseId = '', id = ''] = path.split('\n');
    return stores.mappings.find(institutionId, courseId, id);
  });

  async function list({ subject, detail }: AuditEntry): Promise<NamedThing[]> {
    const told = (name: string): string | null => {
      const value = detail[name];
      return typeof value === 'string' && value !== '' ? value : null;
    };
    const is = (kind: string): string | null => (subject.kind === kind ? subject.id : null);
    const issued = is('credential') ? await credential(subject.id) : null;
    const awardId = is('award') ?? told('awardId') ?? issued?.awardId ?? null;
    const awarded = awardId === null ? null : await award(awardId);
    const courseId = told('courseId') ?? awarded?.courseId ?? null;
    const mappingId = is('mapping') ?? told('mappingId');
    const mapped = courseId && mappingId ? await mapping(`${courseId}\n${mappingId}`) : null;
    return [
      nameBadge(is('badge-class') ?? told('badgeClassId') ?? awarded?.badgeClassId ?? mapped?.badgeClassId),
      await nameLearner(is('learner') ?? told('learnerId') ?? awarded?.learnerId),
      await nameLearner(told('other')),
      await nameCourse(courseId),
      await nameRegistration(is('registration') ?? told('registrationId')),
      nameKnown(issuers, is('issuer') ?? told('issuerId'), '/admin/issuers/'),
      nameKnown(accounts, is('account'), null),
    ].filter((one) => one !== null);
  }

  async function nameActor({ actor }: AuditEntry, t: Translate): Promise<NamedThing> {
    if (actor.kind === 'admin') return { text: accounts.get(actor.id) ?? actor.id, href: null };
    if (actor.kind === 'learner') {
      const named = await nameLearner(actor.id);
      if (named) return named;
    }
    return { text: t(`console.actor.${actor.kind}`), href: null };
  }

  function nameBadge(id: string | null | undefined): NamedThing | null {
    return nameKnown(badgeClasses, id, '/admin/badges/');
  }

  async function nameLearner(id: string | null | undefined): Promise<NamedThing | null> {
    const found = id ? await learner(id) : null;
    return found && { text: found.name ?? found.sub, href: `/admin/learners/${found.id}` };
  }

  async function nameCourse(id: string | null): Promise<NamedThing | null> {
    const found = id ? await course(id) : null;
    return found && { text: found.title ?? found.contextId, href: null };
  }

  async function nameRegistration(id: string | null): Promise<NamedThing | null> {
    const found = id ? await registration(id) : null;
    return found && { text: nameLms(found) ?? found.name, href: `/admin/connections/${found.id}` };
  }

  return { list, nameActor };
}

/** One line of the page. */
export async function presentEntry(
  entry: AuditEntry,
  names: ReturnType<typeof createEntryNames>,
  t: Translate,
) {
  return {
    act: sayAct(entry.action, t),
    about: await names.list(entry),
    actor: await names.nameActor(entry, t),
    code: entry.action,
    subject: nameSubject(entry.subject),
    detail: sayDetail(entry),
    iso: entry.at.toISOString(),
  };
}

const KIND_OF: Readonly<Record<string, AuditKind>> = {
  account: 'account',
  award: 'award',
  assessment: 'award',
  evidence: 'award',
  'badge-class': 'badge',
  issuer: 'badge',
  'issuer-key': 'badge',
  template: 'badge',
  rubric: 'badge',
  'awarding-rules': 'badge',
  'approver-group': 'badge',
  registration: 'connection',
  deployment: 'connection',
  invite: 'connection',
  credential: 'credential',
  learner: 'learner',
  person: 'learner',
  mapping: 'mapping',
  'mapping-approval': 'mapping',
};

function nameKnown(
  names: ReadonlyMap<string, string>,
  id: string | null | undefined,
  path: string | null,
): NamedThing | null {
  const text = id ? names.get(id) : undefined;
  return text === undefined ? null : { text, href: path && id ? `${path}${id}` : null };
}

function once<T>(read: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const found = new Map<string, Promise<T>>();
  return (key) => {
    const known = found.get(key) ?? read(key);
    found.set(key, known);
    return known;
  };
}
