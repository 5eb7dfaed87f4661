import { describe, expect, it } from 'vitest';
import type { Verification } from '../../../../src/credentials/verify/verify-credential.js';
import {
  VERIFICATION_REASONS,
  VERIFICATION_STEPS,
  type VerificationStep,
} from '../../../../src/credentials/verify/verification.js';
import { LANGUAGES } from '../../../../src/language/local-text.js';
import { createTranslator, isTextKey } from '../../../../src/language/translate.js';
import { presentVerification } from '../../../../src/web/public/present-verification.js';

const t = createTranslator('en');

function buildVerification(answer: Verification['answer'], steps: readonly VerificationStep[]): Verification {
  const all = VERIFICATION_STEPS.map(
    (name) =>
      steps.find((step) => step.name === name) ??
      ({ name, verdict: 'unknown', reason: 'not-checked' } as const),
  );
  return { answer, steps: all, content: null, openBadge: null, credential: null };
}

describe('presentVerification', () => {
  it('says why when a step failed, and which', () => {
    const presented = presentVerification(
      buildVerification('not-valid', [
        { name: 'read', verdict: 'passed', reason: 'readable' },
        { name: 'signature', verdict: 'failed', reason: 'signature-broken' },
      ]),
      t,
    );
    expect(presented).toMatchObject({
      meaning: 'is-stopped',
      because: t('verification.signature-broken'),
      isConfirmed: false,
      isUnread: false,
    });
    expect(presented.steps.map(({ meaning }) => meaning)).toEqual([
      'is-met',
      'is-unknown',
      'is-stopped',
      'is-unknown',
      'is-unknown',
      'is-unknown',
      'is-unknown',
    ]);
  });

  it('quotes the reason that was given with it', () => {
    const presented = presentVerification(
      buildVerification('not-valid', [
        { name: 'status', verdict: 'failed', reason: 'revoked', told: 'Vergissing' },
      ]),
      t,
    );
    const sentence = 'The issuer has revoked it. It says with it: “Vergissing”.';
    expect(presented.because).toBe(sentence);
    expect(presented.steps[4]?.sentence).toBe(sentence);
  });

  it('says why it could not be judged', () => {
    const presented = presentVerification(
      buildVerification('unknown', [
        { name: 'read', verdict: 'passed', reason: 'readable' },
        { name: 'key', verdict: 'unknown', reason: 'issuer-unreachable' },
      ]),
      t,
    );
    expect(presented).toMatchObject({
      because: t('verification.issuer-unreachable'),
      sentence: t('verify.meaning.unknown'),
    });
  });

  it('shows no steps where nothing was looked at', () => {
    const presented = presentVerification(buildVerification('unknown', []), t);
    expect(presented).toMatchObject({ steps: [], because: null, sentence: t('verify.meaning.not-shared') });
  });

  it('gives no advice about a credential where there was none', () => {
    const presented = presentVerification(
      buildVerification('not-valid', [{ name: 'read', verdict: 'failed', reason: 'not-readable' }]),
      t,
    );
    expect(presented).toMatchObject({
      because: t('verification.not-readable'),
      sentence: null,
      isUnread: true,
      steps: [],
    });
  });

  it('says nothing but the answer when all is well', () => {
    const steps = VERIFICATION_STEPS.map(
      (name) => ({ name, verdict: 'passed', reason: 'readable' }) as const,
    );
    expect(presentVerification(buildVerification('valid', steps), t)).toMatchObject({
      meaning: 'is-earned',
      because: null,
      sentence: t('verify.meaning.valid-foreign'),
    });
  });

  it('tells one that is sound and somebody else’s from one that is wrong', () => {
    const steps = VERIFICATION_STEPS.map(
      (name) =>
        ({
          name,
          verdict: name === 'recipient' ? 'failed' : 'passed',
          reason: name === 'recipient' ? 'recipient-differs' : 'readable',
        }) as const,
    );
    expect(presentVerification(buildVerification('not-valid', steps), t)).toMatchObject({
      title: t('verify.answer.not-theirs'),
      because: null,
      sentence: t('verify.meaning.not-theirs'),
      isConfirmed: true,
    });
  });

  it('has a sentence for every reason and a word for every step, in every language', () => {
    const keys = [
      ...VERIFICATION_REASONS.map((reason) => `verification.${reason}`),
      ...VERIFICATION_STEPS.map((step) => `step.${step}`),
    ];
    expect(keys.filter((key) => !isTextKey(key))).toEqual([]);
    for (const language of LANGUAGES) {
      const texts = keys.filter(isTextKey).map((key) => createTranslator(language)(key));
      expect(texts.every((text) => text.length > 2)).toBe(true);
      expect(new Set(texts).size).toBe(texts.length);
    }
  });
});
