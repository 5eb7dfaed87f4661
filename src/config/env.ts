/**
 * The names of all settings, and the only file that reads the environment. Meaning, unit and default of each stand in
 * `.env.example`; `config.ts` turns the strings into values.
 *
 * @module
 */

export const SETTING_NAMES = [
  'BASE_URL',
  'CREDENTIAL_URL',
  'PORT',
  'DATA_DIR',
  'MONGODB_URI',
  'SECRET_KEY',
  'ROLE',
  'SYNC_EVERY',
  'KEEP_GRADES_MONTHS',
  'SMTP_URL',
  'MAIL_FROM',
  'TRUST_PROXY',
  'ALLOW_HOSTS',
  'ALLOW_LOOPBACK',
  'LOG_LEVEL',
  'OIDC_ISSUER',
  'OIDC_CLIENT_ID',
  'OIDC_CLIENT_SECRET',
  'OIDC_NAME',
] as const;

export type SettingName = (typeof SETTING_NAMES)[number];
export type Env = Readonly<Partial<Record<SettingName, string>>>;

/** The settings as the process was given them; an empty string counts as not set. */
export function readEnv(): Env {
  const env: Partial<Record<SettingName, string>> = {};
  for (const name of SETTING_NAMES) {
    const value = process.env[name]?.trim();
    if (value) env[name] = value;
  }
  return env;
}

/** Whether a script of `package.json` started this process; npm says so to each. */
export function isStartedByNpm(): boolean {
  return process.env['npm_lifecycle_event'] !== undefined;
}
