/**
 * Who may use the console: the institution's people, and for an operator the operators.
 *
 * @module
 */
import { Router, type Request, type Response } from 'express';
import { AppError } from '../../errors/app-error.js';
import { ADMIN_ROLES, mayAct, type AdminAccount, type AdminRole } from '../../institutions/admin-account.js';
import type { AdminAccounts, OneTimeLink } from '../../institutions/admin-account-service.js';
import { createFormats } from '../../language/format.js';
import { createTranslator } from '../../language/translate.js';
import { parseChoice, readFields } from '../course/form-fields.js';
import { readForm } from '../read-params.js';
import { getAdmin, requireAdmin, requireAdminForm } from './admin-session.js';
import { pickPage } from './paging.js';
import { readConsoleLanguage, sendConsolePage } from './send-console-page.js';

export interface AccountsRouterDeps {
  readonly adminAccounts: AdminAccounts;
}

export function createAccountsRouter({ adminAccounts }: AccountsRouterDeps): Router {
  const router = Router();
  const guard = [requireAdmin('admin'), readForm('8kb'), requireAdminForm];

  router.get('/admin/accounts', requireAdmin('admin'), (req, res) => sendAccounts(req, res));

  router.post('/admin/accounts', ...guard, async (req, res) => {
    const { account, institution, actor } = getAdmin(req);
    const form = readFields(req.body, ['name', 'email', 'role']);
    const role = chooseRole(account, form.role);
    try {
      const added = await adminAccounts.add(institution.id, { ...form, role }, actor);
      await sendAccounts(req, res, { made: added.link, madeFor: added.account.email });
    } catch (error) {
      if (!(error instanceof AppError) || error.status >= 500) throw error;
      const field = error.code === 'account_exists' ? 'email' : String(error.detail['field'] ?? 'name');
      await sendAccounts(req, res, { form, problem: { field, code: error.code }, status: error.status });
    }
  });

  router.post('/admin/accounts/:account/link', ...guard, async (req, res) => {
    const { institution, actor } = getAdmin(req);
    const target = await getManaged(req);
    const made = await adminAccounts.renewLink(institution.id, target.id, actor);
    await sendAccounts(req, res, { made, madeFor: target.email });
  });

  router.post('/admin/accounts/:account', ...guard, async (req, res) => {
    const { account, institution, actor } = getAdmin(req);
    const target = await getManaged(req);
    const { change, role } = readFields(req.body, ['change', 'role']);
    if (change === 'disable' || change === 'enable') {
      if (target.id === account.id) throw new AppError('account_own', 409, 'nobody locks themselves out');
      await adminAccounts.change(institution.id, target.id, { isEnabled: change === 'enable' }, actor);
    } else {
      await adminAccounts.change(institution.id, target.id, { role: chooseRole(account, role) }, actor);
    }
    res.redirect(303, '/admin/accounts');
  });

  /** One that the signed-in may manage: of the institution that is shown, and never a higher role than their own. */
  async function getManaged(req: Request): Promise<AdminAccount> {
    const { account, institution } = getAdmin(req);
    const target = await adminAccounts.find(String(req.params['account']));
    const isHere = target && (target.institutionId === institution.id || target.institutionId === null);
    if (!isHere || !mayAct(account.role, target.role))
      throw new AppError('account_not_found', 404, 'no such account');
    return target;
  }

  async function sendAccounts(req: Request, res: Response, state: AccountsState = {}): Promise<void> {
    const { account, institution } = getAdmin(req);
    const language = readConsoleLanguage(req);
    const t = createTranslator(language);
    const formats = createFormats(language);
    const own = await adminAccounts.list(institution.id);
    const operators = account.role === 'operator' ? await adminAccounts.list(null) : [];
    const all = [...operators, ...own];
    const paging = pickPage(req, all, ({ name, email }) => `${name} ${email}`, '/admin/accounts');
    sendConsolePage(req, res, {
      view: 'console/accounts',
      title: t('console.accounts.title'),
      part: 'accounts',
      status: state.status ?? 200,
      scripts: ['copy-value.js'],
      locals: {
        paging,
        accounts: paging.items.map((one) => ({
          id: one.id,
          name: one.name,
          email: one.email,
          role: one.role,
          isEnabled: one.isEnabled,
          isOwn: one.id === account.id,
          hasPassword: one.passwordHash !== null,
          lastSignIn: one.lastSignInAt && formats.dateTime(one.lastSignInAt),
        })),
        roles: ADMIN_ROLES.filter((role) => mayAct(account.role, role)),
        form: state.form ?? { name: '', email: '', role: 'admin' },
        problem: state.problem ?? null,
        made: state.made
          ? { url: state.made.url, until: formats.dateTime(state.made.expiresAt), email: state.madeFor ?? '' }
          : null,
      },
    });
  }

  return router;
}

interface AccountsState {
  readonly made?: OneTimeLink;
  readonly madeFor?: string;
  readonly form?: Readonly<Record<'name' | 'email' | 'role', string>>;
  readonly problem?: { readonly field: string; readonly code: string };
  readonly status?: number;
}

/** @throws {AppError} `admin_forbidden` - nobody gives a role that is higher than their own */
function chooseRole(account: AdminAccount, text: string): AdminRole {
  const role = parseChoice(text, ADMIN_ROLES);
  if (!role || !mayAct(account.role, role)) throw new AppError('admin_forbidden', 403, 'not a role to give');
  return role;
}
