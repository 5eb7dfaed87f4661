/**
 * A document that no badge class can be made of.
 *
 * @module
 */
import { AppError } from '../../errors/app-error.js';

export class DocumentUnusableError extends AppError {
  override readonly name = 'DocumentUnusableError';

  /** @param problems - members that are missing or not usable */
  constructor(readonly problems: readonly string[]) {
    super('badge_document_unusable', 422, `no badge class can be made of it: ${problems.join(', ')}`, {
      problems: problems.join(', '),
    });
  }
}
