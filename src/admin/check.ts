/**
 * Looking whether an install holds: the store, the issuer's key, the addresses in credentials, and each LMS.
 *
 * @module
 */
import type { Context } from '../context.js';
import { AppError } from '../errors/app-error.js';
import type { Registration } from '../platforms/registration.js';

export interface Check {
  readonly name: string;
  readonly isOk: boolean;
  readonly message: string;
}

/** What a course's rounds ask for; an LMS that grants none of it is of no use. */
const WANTED_SCOPES = [
  'https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly',
  'https://purl.imsglobal.org/spec/lti-ags/scope/result.readonly',
];

/** Every check, each with a sentence that says what to do where it does not hold. */
export async function checkInstall(context: Context): Promise<readonly Check[]> {
  const { institution, stores, issuers, issuerKeys, config } = context;
  const checks: Check[] = [
    await look('store', async () => {
      await stores.institutions.list();
      return `answers (${context.database.engine})`;
    }),
    await look('issuer key', async () => {
      const issuer = await issuers.ensureFirst(institution);
      const { kid } = await issuerKeys.ensureSigningKey(institution.id, issuer.id);
      return `opens (${kid})`;
    }),
    {
      name: 'credentials',
      isOk: config.mayIssue,
      message: config.mayIssue
        ? `are issued under ${config.credentialUrl}`
        : `are not issued: CREDENTIAL_URL (${config.credentialUrl}) must be an https address that strangers can reach`,
    },
  ];
  const registrations = await stores.registrations.list(institution.id);
  const waiting = (await stores.deployments.list(institution.id)).filter(({ state }) => state === 'waiting');
  if (registrations.length === 0) {
    checks.push({ name: 'LMS', isOk: true, message: 'none is registered yet: make an invite with "invite"' });
  }
  for (const registration of registrations) checks.push(await checkPlatform(context, registration));
  for (const { id, deploymentId } of waiting) {
    checks.push({
      name: `deployment ${deploymentId}`,
      isOk: false,
      message: `waits to be given to the institution: "deployment --activate ${id}"`,
    });
  }
  return checks;
}

function checkPlatform(context: Context, registration: Registration): Promise<Check> {
  return look(registration.name, async () => {
    if (!registration.isEnabled) return 'is switched off';
    const { status } = await context.fetch(registration.jwksUrl);
    if (status !== 200) throw new AppError('platform_unavailable', 502, `its keys answer ${status}`);
    const { scopes } = await context.accessTokens.getToken(registration, WANTED_SCOPES);
    return `answers, and grants ${scopes.length} permissions`;
  });
}

async function look(name: string, see: () => Promise<string>): Promise<Check> {
  try {
    return { name, isOk: true, message: await see() };
  } catch (error) {
    const code = error instanceof AppError ? error.code : 'internal_error';
    return {
      name,
      isOk: false,
      message: `${error instanceof Error ? error.message : String(error)} (${code})`,
    };
  }
}
