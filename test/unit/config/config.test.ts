import { describe, expect, it } from 'vitest';
import { ConfigError, toConfig } from '../../../src/config/config.js';
import type { Env } from '../../../src/config/env.js';

function problemsOf(env: Env): readonly string[] {
  try {
    toConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('toConfig', () => {
  it('runs web and worker on the embedded engine with nothing configured', () => {
    expect(toConfig({}).config).toMatchObject({
      baseUrl: 'http://localhost:3000',
      credentialUrl: 'http://localhost:3000',
      mongodbUri: null,
      runsWeb: true,
      runsWorker: true,
      syncEverySeconds: 300,
      allowLoopback: false,
      mayIssue: false,
    });
  });

  it('issues with a public https origin, or on loopback when that is allowed', () => {
    expect(toConfig({ BASE_URL: 'https://badges.example.org' }).config.mayIssue).toBe(true);
    expect(toConfig({ ALLOW_LOOPBACK: 'true' }).config.mayIssue).toBe(true);
    expect(
      toConfig({ BASE_URL: 'https://badges.example.org', CREDENTIAL_URL: 'http://localhost:3000' }).config
        .mayIssue,
    ).toBe(false);
  });

  it('refuses plain http elsewhere than on this machine', () => {
    expect(problemsOf({ BASE_URL: 'http://badges.example.org' })).toEqual([
      expect.stringContaining('BASE_URL must be https'),
    ]);
  });

  it('reports all problems at once and takes no mistyped number for a default', () => {
    const problems = problemsOf({ PORT: '30oo', SYNC_EVERY: '0', ROLE: 'both', ALLOW_LOOPBACK: 'yes' });
    expect(problems.map((problem) => problem.split(' ')[0])).toEqual([
      'PORT',
      'ALLOW_LOOPBACK',
      'ROLE',
      'SYNC_EVERY',
    ]);
  });

  it('wants a secret key of 32 bytes, and one at all with MongoDB', () => {
    expect(problemsOf({ SECRET_KEY: 'short' })).toHaveLength(1);
    expect(problemsOf({ MONGODB_URI: 'mongodb://db.example.org/insigne' })).toHaveLength(1);
    const secretKey = Buffer.alloc(32, 7).toString('base64');
    expect(toConfig({ SECRET_KEY: secretKey }).secrets.secretKey).toEqual(Buffer.alloc(32, 7));
  });

  it('follows PORT with the default BASE_URL', () => {
    expect(toConfig({ PORT: '3999' }).config.baseUrl).toBe('http://localhost:3999');
  });

  it('sends mail with a server and a sender, and with neither not', () => {
    const none = toConfig({});
    expect([none.config.mailFrom, none.secrets.smtpUrl]).toEqual([null, null]);
    const both = toConfig({
      SMTP_URL: 'smtps://a:b@mail.example.org:465',
      MAIL_FROM: 'Badges <b@example.org>',
    });
    expect(both.config.mailFrom).toBe('Badges <b@example.org>');
    expect(both.secrets.smtpUrl).toBe('smtps://a:b@mail.example.org:465');
  });

  it.each<[Env, string]>([
    [{ SMTP_URL: 'smtp://mail.example.org' }, 'MAIL_FROM'],
    [{ MAIL_FROM: 'b@example.org' }, 'SMTP_URL'],
    [{ SMTP_URL: 'https://user:secret@mail.example.org', MAIL_FROM: 'b@example.org' }, 'SMTP_URL'],
    [{ SMTP_URL: 'smtp://mail.example.org', MAIL_FROM: 'a\r\nBcc: x@example.org' }, 'MAIL_FROM'],
    [{ SMTP_URL: 'smtp://mail.example.org', MAIL_FROM: 'nobody' }, 'MAIL_FROM'],
  ])('names what is wrong with mail, and never the password: %j', (env, name) => {
    const problems = problemsOf(env);
    expect(problems).toEqual([expect.stringContaining(name)]);
    expect(problems.join()).not.toContain('secret');
  });
});
