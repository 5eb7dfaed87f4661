/**
 * How Moodle answers when something broke inside it: a page for people, with status 404. A tool that takes it for "not there" forgets what is.
 *
 * @module
 */
import type { Response } from 'express';

export function sendExceptionPage(res: Response): void {
  res
    .status(404)
    .type('html')
    .send(
      '<!DOCTYPE html><html lang="en"><head><title>Error</title></head><body><h1>Error</h1><p>Exception - Call to a member function out() on null</p></body></html>',
    );
}
