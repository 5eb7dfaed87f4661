/**
 * The institution itself: names, language, colour and logo.
 *
 * @module
 */
import { Router, type Request, type RequestHandler, type Response } from 'express';
import { AppError } from '../../errors/app-error.js';
import type { IssuerService } from '../../badges/issuer-service.js';
import type { AuditActor } from '../../institutions/audit.js';
import type { Institution } from '../../institutions/institution.js';
import type { InstitutionService } from '../../institutions/institution-service.js';
import { LANGUAGES } from '../../language/local-text.js';
import { createTranslator } from '../../language/translate.js';
import { parseChoice } from '../course/form-fields.js';
import { logoAddress } from '../institution-look.js';
import { getAdmin, requireAdmin, requireAdminForm } from './admin-session.js';
import { drawLogo, readUpload } from './read-logo.js';
import { readConsoleLanguage, sendConsolePage } from './send-console-page.js';

export interface InstitutionRouterDeps {
  readonly institutions: Pick<InstitutionService, 'rename' | 'change'>;
  readonly issuers: Pick<IssuerService, 'list' | 'rename'>;
}

const uploads = new WeakMap<Request, Buffer | null>();

export function createInstitutionRouter({ institutions, issuers }: InstitutionRouterDeps): Router {
  const router = Router();

  router.get('/admin/institution', requireAdmin('admin'), (req, res) => {
    sendInstitution(req, res, toForm(getAdmin(req).institution));
  });

  router.post(
    '/admin/institution',
    requireAdmin('admin'),
    readUploaded,
    requireAdminForm,
    async (req, res) => {
      const { institution, actor } = getAdmin(req);
      const {
        nl = '',
        en = '',
        language = '',
        color = '',
        removeLogo = '',
      } = req.body as Record<string, string>;
      const file = uploads.get(req) ?? null;
      try {
        const logo = removeLogo === 'yes' ? null : file ? drawLogo(file) : undefined;
        await institutions.change(
          institution.id,
          {
            language: parseChoice(language, LANGUAGES) ?? institution.language,
            color: color.trim() === '' ? null : color.trim(),
            ...(logo !== undefined && { logo }),
          },
          actor,
        );
        const name = { nl: nl.trim(), en: en.trim() };
        if (name.nl !== institution.name.nl || name.en !== institution.name.en) {
          const renamed = await institutions.rename(institution.id, name, actor);
          await nameIssuerAlike(institution, renamed, actor);
        }
        res.redirect(303, '/admin/institution?saved=1');
      } catch (error) {
        if (!(error instanceof AppError) || error.status !== 422) throw error;
        sendInstitution(req, res, { nl, en, language, color }, error.code);
      }
    },
  );

  /** An issuer that nobody gave a name of its own has that of its institution: new credentials carry it. */
  async function nameIssuerAlike(was: Institution, is: Institution, actor: AuditActor): Promise<void> {
    for (const { id, name } of await issuers.list(was.id)) {
      if (name.nl === was.name.nl && name.en === was.name.en)
        await issuers.rename(was.id, id, is.name, actor);
    }
  }

  function sendInstitution(
    req: Request,
    res: Response,
    form: InstitutionForm,
    problem: string | null = null,
  ): void {
    const { institution } = getAdmin(req);
    const { logoVersion } = institution;
    sendConsolePage(req, res, {
      view: 'console/institution',
      title: createTranslator(readConsoleLanguage(req))('console.institution.title'),
      part: 'institution',
      status: problem ? 422 : 200,
      locals: {
        form,
        problem,
        isSaved: req.query['saved'] === '1',
        logo: logoVersion ? logoAddress(institution.id, logoVersion) : null,
      },
    });
  }

  return router;
}

interface InstitutionForm {
  readonly nl: string;
  readonly en: string;
  readonly language: string;
  readonly color: string;
}

function toForm({ name, language, color }: Institution): InstitutionForm {
  return { nl: name.nl, en: name.en, language, color: color ?? '' };
}

const readUploaded: RequestHandler = async (req, _res, next) => {
  const { fields, file } = await readUpload(req);
  uploads.set(req, file);
  req.body = fields;
  next();
};
