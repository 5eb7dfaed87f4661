import { describe, expect, it } from 'vitest';
import { cleanFileName, sniffMediaType } from '../../../src/awarding/evidence-file.js';

const latin = (text: string): Buffer => Buffer.from(text, 'latin1');

describe('what a file is, by its bytes', () => {
  it.each([
    ['application/pdf', latin('%PDF-1.7\n…')],
    ['image/png', latin('\x89PNG\r\n\x1a\n\0\0')],
    ['image/jpeg', latin('\xff\xd8\xff\xe0')],
    ['image/webp', latin('RIFF\0\0\0\0WEBPVP8 ')],
    ['video/mp4', latin('\0\0\0\x20ftypisom')],
    [
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      latin('PK\x03\x04…word/document.xml'),
    ],
    [
      'application/vnd.oasis.opendocument.text',
      latin('PK\x03\x04…mimetypeapplication/vnd.oasis.opendocument.text'),
    ],
    ['text/plain', Buffer.from('Mijn verslag, met é en 5 < 6', 'utf8')],
  ])('takes %s', (mediaType, bytes) => expect(sniffMediaType(bytes)).toBe(mediaType));

  it.each([
    ['a page', latin('<!doctype html><script>alert(1)</script>')],
    ['a picture that runs', latin('  <svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>')],
    ['a script', latin('#!/bin/sh\nrm -rf /')],
    ['a program', latin('MZ\x90\0\x03')],
    ['an archive', latin('PK\x03\x04…whatever.exe')],
    ['macros', latin('PK\x03\x04…word/document.xml…word/vbaProject.bin')],
    ['text that is no UTF-8', latin('caf\xe9')],
    ['nothing', Buffer.alloc(0)],
  ])('does not take %s', (_name, bytes) => expect(sniffMediaType(bytes)).toBeNull());
});

describe('names of files', () => {
  it.each([
    ['verslag.pdf', 'verslag.pdf'],
    ['C:\\Users\\noor\\verslag 1.pdf', 'verslag 1.pdf'],
    ['../../etc/passwd', 'passwd'],
    ['a"b<c>\r\nd.pdf', 'abcd.pdf'],
    ['fdp.\u202Etxt', 'fdp.txt'],
    ['..', 'bestand'],
    ['', 'bestand'],
    [`${'x'.repeat(200)}.pdf`, `${'x'.repeat(96)}.pdf`],
  ])('%j becomes %j', (name, clean) => expect(cleanFileName(name)).toBe(clean));
});
