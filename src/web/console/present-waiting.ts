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
  return {
    mine: [
      ...(forAdmins
        ? count('work', forAdmins.stopped, { href: '/admin/work', meaning: 'is-stopped', icon: 'stop' })
        : []),
      ...(isOperator ? issuing : []),
      ...count('approvals', approvals.mine, needs('/admin/approvals', 'check')),
      ...count('drafts', drafts, needs('/admin/badges', 'pencil')),
      ...(forAdmins ? listForAdmins(forAdmins, t, count, needs) : []),
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
  const waiting = count('requests', asked, needs('/admin/requests', 'badge'));
  for (const { registration, state, deployments } of reports) {
    const lms = nameLms(registration) ?? registration.name;
    const href = `/admin/connections/${registration.id}`;
    if (deployments.some(({ deployment }) => deployment.state === 'waiting'))
      waiting.push({ ...needs(href, 'clock'), text: t('console.home.deployment', { lms }) });
    if (state === 'ill')
      waiting.push({ href, meaning: 'is-stopped', icon: 'stop', text: t('console.home.ill', { lms }) });
  }
  if (begun)
    waiting.push({
      href: `/admin/connect/${begun.id}`,
      meaning: 'is-way',
      icon: 'share',
      text: t('console.home.connect-on', { lms: begun.lms }),
    });
  else if (reports.length === 0)
    waiting.push({
      href: '/admin/connect',
      meaning: 'is-way',
      icon: 'share',
      text: t('console.home.connect'),
    });
  return waiting;
}
