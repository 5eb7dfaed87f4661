/**
 * Who approves which badge class, groups of approvers, and the list of templates.
 *
 * @module
 */
import { Router, type Request } from 'express';
import { APPROVER_KINDS, type PersonRef } from '../../../awarding/approver.js';
import type { AwardingRulesService } from '../../../awarding/awarding-rules-service.js';
import type { TemplateService } from '../../../awarding/template-service.js';
import type { BadgeClass } from '../../../badges/badge-class.js';
import type { BadgeClassService } from '../../../badges/badge-class-service.js';
import { AppError } from '../../../errors/app-error.js';
import type { AdminAccounts } from '../../../institutions/admin-account-service.js';
import { createTranslator } from '../../../language/translate.js';
import { parseChoice, readFields } from '../../course/form-fields.js';
import { readForm } from '../../read-params.js';
import { getAdmin, requireAdmin, requireAdminForm } from '../admin-session.js';
import { pickPage } from '../paging.js';
import { readConsoleLanguage, sendConsolePage } from '../send-console-page.js';
import { createTemplatesRouter, presentTemplate } from './templates-router.js';

export interface AwardingRulesRouterDeps {
  readonly awardingRules: AwardingRulesService;
  readonly templates: TemplateService;
  readonly badgeClasses: Pick<BadgeClassService, 'list'>;
  readonly adminAccounts: Pick<AdminAccounts, 'list'>;
}

type ById = Request<{ id: string }>;
export function createAwardingRulesRouter(deps: AwardingRulesRouterDeps): Router {
  const { awardingRules, templates, badgeClasses, adminAccounts } = deps;
  const router = Router();
  const guard = [requireAdmin('admin'), readForm('32kb'), requireAdminForm] as const;
  const home = '/admin/awarding';

  router.get(home, requireAdmin('admin'), async (req, res) => {
    const { institution } = getAdmin(req);
    const language = readConsoleLanguage(req);
    const [classes, groups, people, list] = await Promise.all([
      badgeClasses.list(institution.id),
      awardingRules.listGroups(institution.id),
      adminAccounts.list(institution.id),
      templates.list(institution.id),
    ]);
    const { badge } = readFields(req.query, ['badge']);
    const paging = pickPage(req, classes, ({ name }) => name[language], home);
    const describe = async ({ id, name }: BadgeClass) => {
      const rules = await awardingRules.get(institution.id, id);
      return {
        id,
        name: name[language],
        href: `${home}?badge=${encodeURIComponent(id)}#who`,
        approvers: rules.approvers,
        people: rules.people.map((one) => one.id),
        groupId: rules.groupId,
        asksFourEyes: rules.asksFourEyes,
        months: rules.lookEveryMonths,
      };
    };
    const opened = classes.find(({ id }) => id === badge);
    sendConsolePage(req, res, {
      view: 'console/awarding',
      title: createTranslator(language)('console.awarding.title'),
      part: 'awarding',
      styles: ['approvals.css'],
      locals: {
        kinds: APPROVER_KINDS,
        people: people.map(({ id, name }) => ({ id, name })),
        groups: groups.map(({ id, name, members }) => ({ id, name, members: members.map((one) => one.id) })),
        paging,
        path: home,
        badgeClasses: await Promise.all(paging.items.map(describe)),
        // One form at a time: five hundred of them are no page to read.
        opened: opened ? await describe(opened) : null,
        templates: list.map((template) => presentTemplate(template, classes, { language })),
      },
    });
  });

  router.post(`${home}/badges/:id`, ...guard, async (req: ById, res) => {
    const { institution } = getAdmin(req);
    const people = await adminAccounts.list(institution.id);
    const fields = readFields(req.body, [
      'approvers',
      'group',
      'fourEyes',
      'months',
      ...people.map(({ id }) => `person-${id}`),
    ]);
    const approvers = parseChoice(fields['approvers'] ?? '', APPROVER_KINDS);
    if (!approvers) throw new AppError('approver_unknown', 422, 'the form does not say who approves');
    const months = fields['months'] ?? '';
    await awardingRules.save(
      institution.id,
      req.params.id,
      {
        approvers,
        people: people
          .filter(({ id }) => fields[`person-${id}`] === 'yes')
          .map(({ id }) => ({ kind: 'admin', id })),
        groupId: fields['group'] || null,
        asksFourEyes: fields['fourEyes'] === 'yes',
        lookEveryMonths: months === '' ? null : Number(months),
      },
      readPerson(req),
    );
    res.redirect(303, `${home}?badge=${encodeURIComponent(req.params.id)}#who`);
  });

  router.post(`${home}/groups`, ...guard, async (req, res) => {
    const { institution } = getAdmin(req);
    const people = await adminAccounts.list(institution.id);
    const fields = readFields(req.body, ['id', 'name', ...people.map(({ id }) => `person-${id}`)]);
    await awardingRules.saveGroup(
      institution.id,
      fields['id'] || null,
      {
        name: fields['name'] ?? '',
        members: people
          .filter(({ id }) => fields[`person-${id}`] === 'yes')
          .map(({ id }) => ({ kind: 'admin', id })),
      },
      readPerson(req),
    );
    res.redirect(303, `${home}#groups`);
  });

  router.use(createTemplatesRouter(deps));
  return router;
}

function readPerson(req: Request): PersonRef {
  return { kind: 'admin', id: getAdmin(req).account.id };
}
