/**
 * Sealing of private keys and tokens at rest: AES-256-GCM with a fresh nonce for each text.
 *
 * @module
 */

export interface Sealer {
  /** @param purpose - bound to the text as additional data: what was sealed for one purpose opens for no other */
  seal(plainText: string, purpose: string): string;
  /** @throws {AppError} `seal_broken` - wrong key, wrong purpose or changed bytes */
  open(sealed: string, purpose: string): string;
}
