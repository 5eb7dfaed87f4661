/**
 * What became of the mail about an award, in words: for its teacher and for an administrator.
 *
 * @module
 */
import type { AwardNotice } from '../awarding/award-notice.js';
import type { Formats } from '../language/format.js';
import { isTextKey, type Translate } from '../language/translate.js';

interface Words {
  readonly t: Translate;
  readonly formats: Formats;
}

export function sayMail(notice: AwardNotice, { t, formats }: Words): string {
  const why = notice.state === 'not-sent' ? sayWhyNot(notice.reason, t) : '';
  return t(`learner.mail.${notice.state}`, { at: formats.dateTime(notice.at), why });
}

/** Ours have words of their own; anything else is what the mail server said. */
function sayWhyNot(reason: string | null, t: Translate): string {
  const key = `mail.why.${reason ?? ''}`;
  return isTextKey(key) ? t(key, { code: '' }) : t('mail.why.refused', { code: reason ?? '' });
}
