/**
 * Texts about handing in and assessing here: the rubric, the evidence, the remark.
 *
 * @module
 */

export const assessingTexts = {
  'hand-in.lead.waits': {
    nl: 'Ingeleverd op {at}. Je docent kijkt ernaar.',
    en: 'Handed in on {at}. Your teacher will look at it.',
  },
  'hand-in.lead.yours': {
    nl: 'Lever je werk in; je docent beoordeelt het.',
    en: 'Hand in your work; your teacher assesses it.',
  },
  'hand-in.other': { nl: 'Lever iets anders in', en: 'Hand in something else' },
  'hand-in.title': { nl: 'Inleveren', en: 'Hand in' },
  'hand-in.intro': {
    nl: 'Laat zien wat je hebt gedaan. Je docent beoordeelt het en je badge volgt vanzelf.',
    en: 'Show what you did. Your teacher assesses it and your badge follows by itself.',
  },
  'hand-in.text': { nl: 'Toelichting', en: 'Explanation' },
  'hand-in.links': { nl: 'Links, één per regel', en: 'Links, one per line' },
  'hand-in.files': { nl: 'Bestanden', en: 'Files' },
  'hand-in.limits': {
    nl: 'Hoogstens {files} bestanden, elk tot {size}: pdf, Office, tekst, afbeelding, geluid of video.',
    en: 'At most {files} files of up to {size} each: PDF, Office, text, image, sound or video.',
  },
  'hand-in.keep': { nl: 'Bewaar {file}', en: 'Keep {file}' },
  'hand-in.send': { nl: 'Lever in', en: 'Hand in' },
  'hand-in.replace': { nl: 'Vervang wat je inleverde', en: 'Replace what you handed in' },
  'hand-in.until': {
    nl: 'Je kunt dit vervangen tot je docent het als behaald beoordeelt.',
    en: 'You can replace this until your teacher assesses it as passed.',
  },
  'hand-in.closed': {
    nl: 'Dit is als behaald beoordeeld en blijft zoals het is.',
    en: 'This was assessed as passed and stays as it is.',
  },
  'hand-in.saved': { nl: 'Ingeleverd. Je docent ziet het.', en: 'Handed in. Your teacher sees it.' },
  'hand-in.at': { nl: 'Ingeleverd op {at}', en: 'Handed in on {at}' },
  'hand-in.yours': { nl: 'Wat je inleverde', en: 'What you handed in' },
  'hand-in.theirs': { nl: 'Wat is ingeleverd', en: 'What was handed in' },
  'hand-in.new': { nl: 'Nog niet beoordeeld', en: 'Not assessed yet' },
  'hand-in.nothing': { nl: 'Er is nog niets ingeleverd.', en: 'Nothing was handed in yet.' },
  'hand-in.download': { nl: 'Download {file}', en: 'Download {file}' },
  'hand-in.assessment': { nl: 'Beoordeling', en: 'Assessment' },
  'hand-in.remark': { nl: 'Opmerking van je docent', en: 'Remark of your teacher' },
  'hand-in.problem.hand_in_empty': {
    nl: 'Schrijf iets, geef een link of kies een bestand.',
    en: 'Write something, give a link or choose a file.',
  },
  'hand-in.problem.hand_in_too_large': {
    nl: 'De tekst is te lang of er zijn meer dan {links} links. Maak het korter.',
    en: 'The text is too long or there are more than {links} links. Make it shorter.',
  },
  'hand-in.problem.hand_in_changed': {
    nl: 'Je leverde intussen iets anders in. Kijk wat er staat en probeer het opnieuw.',
    en: 'You handed in something else meanwhile. Look at what stands and try again.',
  },
  'hand-in.problem.hand_in_closed': {
    nl: 'Je docent heeft dit intussen als behaald beoordeeld. Het blijft zoals het is.',
    en: 'Your teacher has assessed this as passed meanwhile. It stays as it is.',
  },
  'hand-in.problem.link_invalid': {
    nl: 'Een link begint met https://. Kijk ze na.',
    en: 'A link begins with https://. Check them.',
  },
  'hand-in.problem.files_too_many': {
    nl: 'Hoogstens {files} bestanden. Kies er minder.',
    en: 'At most {files} files. Choose fewer.',
  },
  'hand-in.problem.file-type': {
    nl: '{file} is van een soort die hier niet kan. Maak er een pdf van en kies die.',
    en: '{file} is of a kind that is not taken here. Make it a PDF and choose that.',
  },
  'hand-in.problem.file-too-large': {
    nl: '{file} is te groot. Maak het kleiner, of geef een link.',
    en: '{file} is too large. Make it smaller, or give a link.',
  },
  'rubric.title': { nl: 'Rubric', en: 'Rubric' },
  'rubric.link': { nl: 'Maak of wijzig de rubric', en: 'Make or change the rubric' },
  'rubric.about': {
    nl: 'Met een rubric kies je per criterium een niveau; de punten samen zijn de score. Zonder rubric kies je Behaald of Nog niet.',
    en: 'With a rubric you choose a level for each criterion; the points together are the score. Without one you choose Passed or Not yet.',
  },
  'rubric.from-badge-class': {
    nl: 'Deze rubric komt van de badge zelf. Bewaar je hem hier, dan geldt hij alleen in deze cursus.',
    en: 'This rubric comes with the badge itself. Saved here, it counts in this course only.',
  },
  'rubric.of-badge-class': {
    nl: 'Beoordeelt een docent deze badge in Insigne, dan gebeurt dat met deze rubric, tenzij de cursus een eigen rubric heeft.',
    en: 'When a teacher assesses this badge in Insigne, this rubric is used, unless the course has one of its own.',
  },
  'rubric.criterion': { nl: 'Criterium {number}', en: 'Criterion {number}' },
  'rubric.criterion.title': { nl: 'Wat je beoordeelt', en: 'What you assess' },
  'rubric.level.title': { nl: 'Niveau {number}', en: 'Level {number}' },
  'rubric.level.points': { nl: 'Punten', en: 'Points' },
  'rubric.level': { nl: '{level} ({points})', en: '{level} ({points})' },
  'rubric.pass-points': { nl: 'Behaald vanaf (punten)', en: 'Passed from (points)' },
  'rubric.passes': { nl: 'Behaald vanaf {points} punten.', en: 'Passed from {points} points.' },
  'rubric.save': { nl: 'Bewaar rubric', en: 'Save rubric' },
  'rubric.saved': {
    nl: 'Bewaard. Wat al beoordeeld is, blijft zo.',
    en: 'Saved. What was assessed already stays as it is.',
  },
  'rubric.empty-rows': {
    nl: 'Lege regels tellen niet mee. Alles leeg: beoordelen zonder rubric.',
    en: 'Empty rows do not count. Everything empty: assessing without a rubric.',
  },
  'rubric.add-rows': { nl: 'Meer criteria', en: 'More criteria' },
  'rubric.choose': { nl: 'Kies bij elk criterium een niveau.', en: 'Choose a level for each criterion.' },
  'rubric.problem.criteria': { nl: 'Hoogstens 10 criteria.', en: 'At most 10 criteria.' },
  'rubric.problem.title': {
    nl: 'Schrijf bij elk criterium wat je beoordeelt.',
    en: 'Write for each criterion what you assess.',
  },
  'rubric.problem.levels': {
    nl: 'Elk criterium heeft minstens twee niveaus nodig.',
    en: 'Each criterion needs at least two levels.',
  },
  'rubric.problem.level-title': {
    nl: 'Geef elk niveau een naam.',
    en: 'Give each level a name.',
  },
  'rubric.problem.points': {
    nl: 'Vul bij elk niveau punten in: een getal van 0 of meer.',
    en: 'Enter points for each level: a number of 0 or more.',
  },
  'rubric.problem.pass-points': {
    nl: 'Vul bij “Behaald vanaf” een getal in dat te halen is.',
    en: 'Enter a number that can be reached at “Passed from”.',
  },
  'assess.remark': { nl: 'Opmerking voor de student (hoeft niet)', en: 'Remark for the student (optional)' },
  'assess.remark.too-long': {
    nl: 'De opmerking is te lang: hoogstens {most} tekens.',
    en: 'The remark is too long: at most {most} characters.',
  },
  'assess.overridden': {
    nl: '{lms} heeft nu een ander cijfer: {score}. Dat telt. Beoordeel je hier opnieuw, dan telt dat weer.',
    en: '{lms} now has another grade: {score}. That one counts. If you assess here again, that counts again.',
  },
  'needs.to-assess': {
    nl: '{badge}: {count} ingeleverd, nog te beoordelen.',
    en: '{badge}: {count} handed in, to be assessed.',
  },
  'needs.stopped.job_parked': {
    nl: 'Kijken naar deze cursus lukte te vaak niet en staat stil sinds {since}. Vraag de beheerder van Insigne om het opnieuw te starten.',
    en: 'Looking at this course failed too often and has stopped since {since}. Ask the administrator of Insigne to start it again.',
  },
  'error.file_not_found': {
    nl: 'Dit bestand is er niet meer: het is vervangen of weggehaald. Ga terug en laad de pagina opnieuw.',
    en: 'This file is no longer there: it was replaced or removed. Go back and load the page again.',
  },
  'error.rubric_incomplete': {
    nl: 'De rubric is intussen gewijzigd. Ga terug, laad de pagina opnieuw en kies bij elk criterium een niveau.',
    en: 'The rubric was changed meanwhile. Go back, load the page again and choose a level for each criterion.',
  },
  'error.rubric_invalid': {
    nl: 'Deze rubric kan zo niet. Kijk criteria, niveaus en punten na.',
    en: 'This rubric cannot be used. Check criteria, levels and points.',
  },
  'error.remark_too_long': {
    nl: 'De opmerking is te lang. Maak haar korter.',
    en: 'The remark is too long. Make it shorter.',
  },
  'error.hand_in_empty': {
    nl: 'Schrijf iets, geef een link of kies een bestand.',
    en: 'Write something, give a link or choose a file.',
  },
  'error.hand_in_too_large': {
    nl: 'Je levert te veel in. Maak de tekst korter of geef minder links.',
    en: 'You hand in too much. Make the text shorter or give fewer links.',
  },
  'error.hand_in_closed': {
    nl: 'Dit is als behaald beoordeeld en blijft zoals het is.',
    en: 'This was assessed as passed and stays as it is.',
  },
  'error.hand_in_changed': {
    nl: 'Je leverde intussen iets anders in. Laad de pagina opnieuw.',
    en: 'You handed in something else meanwhile. Load the page again.',
  },
  'error.link_invalid': { nl: 'Een link begint met https://.', en: 'A link begins with https://.' },
  'error.file_refused': {
    nl: 'Dit bestand kan hier niet. Maak er een pdf van.',
    en: 'This file is not taken here. Make it a PDF.',
  },
  'error.files_too_many': { nl: 'Dat zijn te veel bestanden.', en: 'Those are too many files.' },
  'error.job_not_parked': {
    nl: 'Deze taak wacht niet (meer) op iemand. Laad de lijst opnieuw.',
    en: 'This job does not wait for anybody (any more). Load the list again.',
  },
} as const;
