/**
 * Texts of the console: its frame, signing in, accounts and institutions.
 *
 * @module
 */

export const consoleTexts = {
  'console.menu': { nl: 'Onderdelen', en: 'Parts' },
  'console.menu.fold': { nl: 'Menu', en: 'Menu' },
  'console.nav.group.daily': { nl: 'Dagelijks', en: 'Daily' },
  'console.nav.group.badges': { nl: 'Badges', en: 'Badges' },
  'console.nav.group.manage': { nl: 'Beheer', en: 'Administration' },
  'console.nav.home': { nl: 'Wat wacht', en: 'To do' },
  'console.nav.accounts': { nl: 'Beheerders', en: 'Administrators' },
  'console.nav.institutions': { nl: 'Alle instellingen', en: 'All institutions' },
  'console.sign-out': { nl: 'Afmelden', en: 'Sign out' },
  'console.copy': { nl: 'Kopieer', en: 'Copy' },
  'console.copied': { nl: 'Gekopieerd', en: 'Copied' },
  'console.actions': { nl: 'Acties', en: 'Actions' },
  'console.switch-off': { nl: 'Zet uit', en: 'Switch off' },
  'console.switch-on': { nl: 'Zet aan', en: 'Switch on' },

  'console.field.name': { nl: 'Naam', en: 'Name' },
  'console.field.email': { nl: 'E-mailadres', en: 'E-mail address' },
  'console.field.role': { nl: 'Rol', en: 'Role' },
  'console.field.password': { nl: 'Wachtwoord', en: 'Password' },
  'console.field.password.hint': {
    nl: 'Ten minste {shortest} tekens. Een paar woorden achter elkaar is goed; een wachtwoordkluis is beter.',
    en: 'At least {shortest} characters. A few words in a row will do; a password manager does better.',
  },
  'console.problem.name': { nl: 'Vul een naam in.', en: 'Give a name.' },
  'console.problem.email': {
    nl: 'Vul een e-mailadres in, zoals naam@school.nl.',
    en: 'Give an e-mail address, like name@school.org.',
  },
  'console.problem.email-taken': {
    nl: 'Dit e-mailadres heeft al toegang.',
    en: 'This e-mail address has access already.',
  },
  'console.problem.password': {
    nl: 'Kies een wachtwoord van ten minste {shortest} tekens, met meer dan vier verschillende.',
    en: 'Choose a password of at least {shortest} characters, more than four of them different.',
  },

  'console.sign-in.title': { nl: 'Meld je aan', en: 'Sign in' },
  'console.sign-in.submit': { nl: 'Meld aan', en: 'Sign in' },
  'console.sign-in.refused': {
    nl: 'Het e-mailadres of het wachtwoord klopt niet.',
    en: 'The e-mail address or the password is wrong.',
  },
  'console.sign-in.forgotten': {
    nl: 'Wachtwoord vergeten? Vraag een andere beheerder om een nieuwe link.',
    en: 'Forgotten your password? Ask another administrator for a new link.',
  },
  'console.sign-in.provider': { nl: 'Meld aan met {name}', en: 'Sign in with {name}' },
  'console.sign-in.or': { nl: 'Of met een wachtwoord:', en: 'Or with a password:' },

  'console.welcome.title': { nl: 'Kies je wachtwoord', en: 'Choose your password' },
  'console.welcome.body': {
    nl: 'Daarna ben je aangemeld. Deze link werkt één keer.',
    en: 'You are signed in after that. This link works once.',
  },
  'console.welcome.first': { nl: 'Welkom bij Insigne', en: 'Welcome to Insigne' },
  'console.welcome.first.body': {
    nl: 'Jij bent de eerste beheerder. Kies waarmee je je voortaan aanmeldt; daarna koppel je je leeromgeving.',
    en: 'You are the first administrator. Choose how you sign in from now on; connecting your learning environment comes next.',
  },
  'console.welcome.submit': { nl: 'Bewaar en ga verder', en: 'Save and go on' },

  'console.home.title': { nl: 'Wat wacht op jou', en: 'Waiting for you' },

  'console.role.operator': { nl: 'Operator', en: 'Operator' },
  'console.role.operator.hint': {
    nl: 'Beheert de server en alle instellingen erop.',
    en: 'Runs the server and every institution on it.',
  },
  'console.role.admin': { nl: 'Instellingsbeheerder', en: 'Institution administrator' },
  'console.role.admin.hint': {
    nl: 'Koppelt leeromgevingen, beheert uitgevers en badges, helpt docenten en studenten.',
    en: 'Connects learning environments, manages issuers and badges, helps teachers and students.',
  },
  'console.role.editor': { nl: 'Badgeredacteur', en: 'Badge editor' },
  'console.role.editor.hint': {
    nl: 'Maakt en bewerkt badges, en verder niets.',
    en: 'Makes and edits badges, and nothing else.',
  },

  'console.accounts.title': { nl: 'Beheerders', en: 'Administrators' },
  'console.accounts.last': { nl: 'Laatst aangemeld', en: 'Last signed in' },
  'console.accounts.never': { nl: 'nog nooit', en: 'never yet' },
  'console.accounts.off': { nl: 'Uitgezet', en: 'Switched off' },
  'console.accounts.change': { nl: 'Wijzig', en: 'Change' },
  'console.accounts.new-link': { nl: 'Nieuwe link', en: 'New link' },
  'console.accounts.make.admin': { nl: 'Maak beheerder', en: 'Make administrator' },
  'console.accounts.make.editor': { nl: 'Maak redacteur', en: 'Make editor' },
  'console.accounts.add': { nl: 'Voeg een beheerder toe', en: 'Add an administrator' },
  'console.accounts.add.submit': { nl: 'Voeg toe en maak een link', en: 'Add and make a link' },
  'console.accounts.link': { nl: 'De link voor {email}', en: 'The link for {email}' },
  'console.accounts.link.body': {
    nl: 'Stuur deze link zelf door. Hij werkt één keer, tot {until}, en staat hier alleen nu.',
    en: 'Pass this link on yourself. It works once, until {until}, and stands here only now.',
  },

  'console.institutions.title': { nl: 'Alle instellingen', en: 'All institutions' },
  'console.institutions.shown': { nl: 'Je bent hier', en: 'You are here' },
  'console.institutions.enter': { nl: 'Open', en: 'Open' },
  'console.institutions.add': { nl: 'Voeg een instelling toe', en: 'Add an institution' },
  'console.institutions.add.submit': { nl: 'Voeg toe', en: 'Add' },
  'console.institution.name-nl': { nl: 'Naam in het Nederlands', en: 'Name in Dutch' },
  'console.institution.name-en': { nl: 'Naam in het Engels', en: 'Name in English' },
  'console.institution.language': { nl: 'Taal van certificaten', en: 'Language of credentials' },

  'error.title.sign_in_needed': { nl: 'Meld je opnieuw aan', en: 'Sign in again' },
  'error.sign_in_needed': {
    nl: 'Je bent niet (meer) aangemeld. Open de beheerpagina en meld je aan; er is niets veranderd.',
    en: 'You are not signed in (any more). Open the console and sign in; nothing was changed.',
  },
  'error.title.admin_forbidden': { nl: 'Hier is een andere rol voor nodig', en: 'This needs another role' },
  'error.admin_forbidden': {
    nl: 'Met jouw rol kun je dit niet doen. Vraag een beheerder van je instelling.',
    en: 'Your role does not allow this. Ask an administrator of your institution.',
  },
  'error.title.admin_form_outdated': { nl: 'Open de pagina opnieuw', en: 'Open the page again' },
  'error.admin_form_outdated': {
    nl: 'Dit formulier hoort bij een eerdere aanmelding of bij een andere instelling. Er is niets veranderd. Open de pagina opnieuw en doe het nog eens.',
    en: 'This form belongs to an earlier sign-in, or to another institution. Nothing was changed. Open the page again and do it once more.',
  },
  'error.title.admin_link_unusable': { nl: 'Deze link werkt niet meer', en: 'This link no longer works' },
  'error.admin_link_unusable': {
    nl: 'De link is gebruikt, verlopen of vervangen. Vraag een andere beheerder om een nieuwe. Ben je de eerste? Start Insigne opnieuw: dan staat er een nieuwe link in het venster.',
    en: 'The link was used, has expired or was replaced. Ask another administrator for a new one. Are you the first? Start Insigne again: a new link is printed then.',
  },
  'error.title.oidc_refused': { nl: 'Niet aangemeld', en: 'Not signed in' },
  'error.oidc_refused': {
    nl: 'Het aanmelden bij je instelling is niet afgemaakt. Ga terug naar de aanmeldpagina en probeer het opnieuw.',
    en: 'Signing in at your institution was not completed. Go back to the sign-in page and try again.',
  },
  'error.title.oidc_account_unknown': {
    nl: 'Je hebt hier nog geen toegang',
    en: 'You have no access here yet',
  },
  'error.oidc_account_unknown': {
    nl: 'Je instelling kent je, maar niemand gaf je hier een rol. Vraag een beheerder om je e-mailadres toe te voegen.',
    en: 'Your institution knows you, but nobody gave you a role here. Ask an administrator to add your e-mail address.',
  },
  'error.oidc_absent': {
    nl: 'Hier meld je je aan met een wachtwoord.',
    en: 'Here you sign in with a password.',
  },
  'error.title.oidc_unavailable': {
    nl: 'Je instelling antwoordt niet',
    en: 'Your institution does not answer',
  },
  'error.oidc_unavailable': {
    nl: 'De aanmelddienst van je instelling geeft nu geen bruikbaar antwoord. Probeer het later, of meld je aan met een wachtwoord.',
    en: 'The sign-in service of your institution gives no usable answer now. Try later, or sign in with a password.',
  },
  'error.sign_in_refused': {
    nl: 'Het e-mailadres of het wachtwoord klopt niet.',
    en: 'The e-mail address or the password is wrong.',
  },
  'error.name_invalid': {
    nl: 'Geef een naam van 1 tot 255 tekens, in het Nederlands en in het Engels.',
    en: 'Give a name of 1 to 255 characters, in Dutch and in English.',
  },
  'error.institution_not_found': {
    nl: 'Deze instelling is er niet.',
    en: 'There is no such institution.',
  },
  'error.account_invalid': {
    nl: 'Deze gegevens kloppen niet. Kijk het formulier na.',
    en: 'These details cannot be used. Look over the form.',
  },
  'error.account_exists': {
    nl: 'Dit e-mailadres heeft al toegang.',
    en: 'This e-mail address has access already.',
  },
  'error.account_not_found': {
    nl: 'Deze beheerder is er niet, of hoort bij een andere instelling.',
    en: 'There is no such administrator here, or they belong to another institution.',
  },
  'error.account_disabled': {
    nl: 'Dit account staat uit. Zet het eerst aan.',
    en: 'This account is switched off. Switch it on first.',
  },
  'error.account_last_operator': {
    nl: 'Dit is de laatste operator. Voeg eerst een andere toe en laat die een wachtwoord kiezen.',
    en: 'This is the last operator. Add another one first, and have them choose a password.',
  },
  'error.account_own': {
    nl: 'Je kunt jezelf niet buitensluiten. Laat een andere beheerder dit doen.',
    en: 'You cannot lock yourself out. Have another administrator do this.',
  },
} as const;
