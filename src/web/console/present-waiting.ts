/**
 * What waits in an institution, and for whom: for the signed-in, and for others who may need a word.
 *
 * @module
 */
import type { ApprovalCounts } from '../../awarding/waiting-approvals.js';
import type { BadgeClass, MappingApproval } from '../../badges/badge-class.js';
import { mayAct, type AdminAccount } from '../../institutions/admin-account.js';
import type { Translate } from '../../language/translate.js';
import type { RegistrationHealth } from '../../lti/health/health-report.js';
import { nameLms } from '../../platforms/lms-name.js';

export interface Waiting {
  readonly text: string;
  /** Null where the signed-in has nothing to open. */
  readonly href: string | null;
  readonly meaning: 'is-needs' | 'is-stopped' | 'is-way';
  readonly icon: string;
}

export interface WaitingFacts {
  readonly account: Pick<AdminAccount, 'role'>;
  readonly mayIssue: boolean;
  readonly approvals: ApprovalCounts;
  readonly badgeClasses: readonly Pick<BadgeClass, 'state' | 'submittedAt' | 'archivedAt'>[];
  /** The rest is for administrators. */
  readonly forAdmins: AdminFacts | null;
}

export interface AdminFacts {
  readonly stopped: number;
  readonly requests: readonly Pick<MappingApproval, 'state'>[];
  readonly reports: readonly RegistrationHealth[];
  /** Of an LMS that is being connected: where to go on; null when none is. */
  readonly begun: { readonly id: string; readonly lms: string } | null;
  /** Added, and not come in yet. */
  readonly invited: number;
}

export interface WaitingLists {
  readonly mine: readonly Waiting[];
  readonly others: readonly Waiting[];
}

/** More than these are counted in one line. */
const MOST_NAMED = 3;

type Key = 'approvals' | 'drafts' | 'work' | 'requests' | 'teachers' | 'named' | 'invited';

export function presentWaiting(facts: WaitingFacts, t: Translate): WaitingLists {
  const { account, approvals, forAdmins } = facts;
  const isOperator = mayAct(account.role, 'operator');
  const count = (key: Key, number: number, look: Omit<Waiting, 'text'>): Waiting[] => {
    if (number === 0) return [];
    return [
      {
        ...look,
        text: t(number === 1 ? `console.home.${key}.one` : `console.home.${key}`, { count: number }),
      },
    ];
  };
  const needs = (href: string | null, icon: string) => ({ href, meaning: 'is-needs', icon }) as const;
  const drafts = facts.badgeClasses.filter(
    ({ state, submittedAt, archivedAt }) => state === 'draft' && submittedAt && !archivedAt,
  ).length;
  const issuing: Waiting[] = facts.mayIssue
    ? []
    : [{ text: t('console.home.issuing'), href: null, meaning: 'is-stopped', icon: 'stop' }];
  const mine = [
    ...(forAdmins
      ? count('work', forAdmins.stopped, { href: '/admin/work', meaning: 'is-stopped', icon: 'stop' })
      : []),
    ...(isOperator ? issuing : []),
    ...count('approvals', approvals.mine, needs('/admin/approvals', 'check')),
    ...count('drafts', drafts, needs('/admin/badges', 'pencil')),
    ...(forAdmins ? listForAdmins(forAdmins, t, count, needs) : []),
  ];
  return {
    // What has stopped comes first.
    mine: [
      ...mine.filter(({ meaning }) => meaning === 'is-stopped'),
      ...mine.filter(({ meaning }) => meaning !== 'is-stopped'),
    ],
    others: [
      ...(isOperator ? [] : issuing),
      ...count('teachers', approvals.teachers, needs(null, 'people')),
      ...count('named', approvals.others, needs(forAdmins ? '/admin/awarding' : null, 'people')),
      ...count('invited', forAdmins?.invited ?? 0, needs('/admin/accounts', 'lock')),
    ],
  };
}

function listForAdmins(
  { requests, reports, begun }: AdminFacts,
  t: Translate,
  count: (key: Key, number: number, look: Omit<Waiting, 'text'>) => Waiting[],
  needs: (href: string, icon: string) => Omit<Waiting, 'text'>,
): Waiting[] {
  const asked = requests.filter(({ state }) => state === 'requested').length;
  const ill = reports.filter(({ state }) => state === 'ill');
  const open = reports.filter(({ deployments }) =>
    deployments.some(({ deployment }) => deployment.state === 'waiting'),
  );
  const waiting = [
    ...listEach(ill, 'ill', { meaning: 'is-stopped', icon: 'stop' }, t),
    ...listEach(open, 'deployment', { meaning: 'is-needs', icon: 'plug' }, t),
    ...count('requests', asked, needs('/admin/requests', 'book')),
  ];
  if (begun)
    waiting.push({
      href: `/admin/connect/${begun.id}`,
      meaning: 'is-way',
      icon: 'plug',
      text: t('console.home.connect-on', { lms: begun.lms }),
    });
  return waiting;
}

function listEach(
  reports: readonly RegistrationHealth[],
  key: 'ill' | 'deployment',
  look: Pick<Waiting, 'meaning' | 'icon'>,
  t: Translate,
): Waiting[] {
  if (reports.length > MOST_NAMED)
    return [
      { ...look, href: '/admin/connections', text: t(`console.home.${key}.many`, { count: reports.length }) },
    ];
  return reports.map(({ registration }) => ({
    ...look,
    href: `/admin/connections/${registration.id}`,
    text: t(`console.home.${key}`, { lms: nameLms(registration) ?? registration.name }),
  }));
}
