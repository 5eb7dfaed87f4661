/**
 * The parts of the console, in the order of its menu. A new part adds an entry here and its router in console-router.ts.
 *
 * @module
 */
import { mayAct, type AdminRole } from '../../institutions/admin-account.js';
import type { TextKey } from '../../language/catalogue/index.js';

export interface NavigationEntry {
  /** Names the part; a page says which it belongs to (`sendConsolePage`). */
  readonly key: string;
  readonly href: string;
  readonly text: TextKey;
  /** Of views/layout/icon.ejs. */
  readonly icon: string;
  /** Who may open it: whoever has this role or a higher one. */
  readonly role: AdminRole;
}

export interface NavigationGroup {
  readonly text: TextKey;
  readonly entries: readonly NavigationEntry[];
}

export const NAVIGATION: readonly NavigationGroup[] = [
  {
    text: 'console.nav.group.daily',
    entries: [
      { key: 'home', href: '/admin', text: 'console.nav.home', icon: 'inbox', role: 'editor' },
      {
        key: 'approvals',
        href: '/admin/approvals',
        text: 'console.nav.approvals',
        icon: 'check',
        role: 'editor',
      },
      { key: 'requests', href: '/admin/requests', text: 'console.nav.requests', icon: 'book', role: 'admin' },
      {
        key: 'learners',
        href: '/admin/learners',
        text: 'console.nav.learners',
        icon: 'people',
        role: 'admin',
      },
    ],
  },
  {
    text: 'console.nav.group.badges',
    entries: [
      { key: 'badges', href: '/admin/badges', text: 'console.nav.badges', icon: 'badge', role: 'editor' },
      { key: 'issuers', href: '/admin/issuers', text: 'console.nav.issuers', icon: 'stamp', role: 'admin' },
      {
        key: 'awarding',
        href: '/admin/awarding',
        text: 'console.nav.awarding',
        icon: 'shield',
        role: 'admin',
      },
    ],
  },
  {
    text: 'console.nav.group.manage',
    entries: [
      {
        key: 'connections',
        href: '/admin/connections',
        text: 'console.nav.connections',
        icon: 'plug',
        role: 'admin',
      },
      { key: 'work', href: '/admin/work', text: 'console.nav.work', icon: 'refresh', role: 'admin' },
      { key: 'audit', href: '/admin/audit', text: 'console.nav.audit', icon: 'document', role: 'admin' },
      {
        key: 'institution',
        href: '/admin/institution',
        text: 'console.nav.institution',
        icon: 'building',
        role: 'admin',
      },
      { key: 'accounts', href: '/admin/accounts', text: 'console.nav.accounts', icon: 'lock', role: 'admin' },
      {
        key: 'institutions',
        href: '/admin/institutions',
        text: 'console.nav.institutions',
        icon: 'buildings',
        role: 'operator',
      },
    ],
  },
];

/** What somebody with this role sees. */
export function listNavigation(role: AdminRole): readonly NavigationGroup[] {
  return NAVIGATION.map(({ text, entries }) => ({
    text,
    entries: entries.filter((entry) => mayAct(role, entry.role)),
  })).filter(({ entries }) => entries.length > 0);
}
