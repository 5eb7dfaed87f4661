/**
 * The public page of a badge class as content of a course: in the forms that an LMS may take, besides a link into this tool.
 *
 * Source: LTI Deep Linking 2.0 §3.1 (link), §3.4 (html), §3.5 (image).
 *
 * @module
 */
import type { BadgeClass } from '../../badges/badge-class.js';
import type { CredentialAddresses } from '../../credentials/addresses.js';
import type { ContentItem } from '../../lti/deep-linking.js';

export const PUBLIC_FORMS = ['link', 'html', 'image'] as const;
export type PublicForm = (typeof PUBLIC_FORMS)[number];

/** Pixels: large enough to read, small enough for a phone. */
const PICTURE_SIZE = 160;

/** What of these the LMS takes here. */
export function listPublicForms(acceptTypes: readonly string[]): PublicForm[] {
  return PUBLIC_FORMS.filter((form) => acceptTypes.includes(form));
}

/** Everybody in the course reads it, whatever their own language: the language of the badge. */
export function buildPublicItem(
  { id, name, language }: Pick<BadgeClass, 'id' | 'name' | 'language'>,
  form: PublicForm,
  addresses: Pick<CredentialAddresses, 'badgeClass' | 'badgeImage'>,
): ContentItem {
  const title = name[language];
  const url = addresses.badgeClass(id);
  const picture = badgeIcon(addresses.badgeImage(id), language);
  switch (form) {
    case 'link':
      return { type: 'link', title, url, icon: { url: picture } };
    case 'image':
      return { type: 'image', title, url: picture, width: PICTURE_SIZE, height: PICTURE_SIZE };
    case 'html': {
      const image = `<img src="${escape(picture)}" alt="" width="${PICTURE_SIZE}" height="${PICTURE_SIZE}">`;
      return {
        type: 'html',
        title,
        html: `<p lang="${language}"><a href="${escape(url)}">${image}<br>${escape(title)}</a></p>`,
      };
    }
  }
}

export function badgeIcon(imageAddress: string, language: string): string {
  return `${imageAddress}?lang=${encodeURIComponent(language)}`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** The LMS puts it into its own page as it is. */
function escape(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? '');
}
