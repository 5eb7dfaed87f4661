/**
 * Texts of errors: `error.CODE` says what happened, what it means and what to do; `error.title.…` is the heading above it.
 *
 * An error without a text here says what its kind of error says (`error.forbidden`, `error.not_found`, `error.request_invalid`,
 * `error.internal_error`).
 *
 * @module
 */
import type { LocalText } from '../local-text.js';

const OPEN_AGAIN: LocalText = {
  nl: 'Ga terug naar de cursus en open de link opnieuw. Elke keer dat je de link opent, werkt hij één keer; vernieuwen of teruggaan in je browser helpt niet.',
  en: 'Go back to the course and open the link again. A link works once each time you open it; reloading or going back in your browser does not help.',
};

const LINK_NOT_TRUSTED: LocalText = {
  nl: 'Insigne kan niet vaststellen dat je leeromgeving dit stuurde. Ga terug naar de cursus en open de link opnieuw. Gebeurt het weer, geef dan de code hieronder door aan de beheerder van je leeromgeving.',
  en: 'Insigne cannot tell that your learning environment sent this. Go back to the course and open the link again. If it happens again, give the code below to whoever manages your learning environment.',
};

const LINK_NOT_UNDERSTOOD: LocalText = {
  nl: 'Je leeromgeving stuurde iets mee waar Insigne niet mee verder kan. Geef de code hieronder door aan de beheerder van je leeromgeving.',
  en: 'Your learning environment sent something that Insigne cannot work with. Give the code below to whoever manages your learning environment.',
};

const LMS_NOT_CONNECTED: LocalText = {
  nl: 'Insigne kent deze leeromgeving nog niet. Vraag de beheerder van je leeromgeving om Insigne aan te melden, en geef de code hieronder door.',
  en: 'Insigne does not know this learning environment yet. Ask whoever manages it to register Insigne, and pass on the code below.',
};

const LMS_SILENT: LocalText = {
  nl: 'Je leeromgeving geeft nu geen bruikbaar antwoord. Probeer het over een paar minuten opnieuw; er is niets verloren.',
  en: 'Your learning environment gives no usable answer now. Try again in a few minutes; nothing is lost.',
};

export const errorTexts = {
  'error.to-console': { nl: 'Naar de beheeromgeving', en: 'To the console' },
  'error.quote': { nl: 'Code om door te geven:', en: 'Code to quote:' },

  'error.title.open-again': { nl: 'Open de link opnieuw', en: 'Open the link again' },
  'error.title.connection': { nl: 'De koppeling klopt nog niet', en: 'The connection is not right yet' },
  'error.title.lms-silent': {
    nl: 'Je leeromgeving antwoordt niet',
    en: 'Your learning environment does not answer',
  },
  'error.title.not-found': { nl: 'Deze pagina is er niet', en: 'This page is not here' },
  'error.title.forbidden': { nl: 'Dit mag je hier niet openen', en: 'You cannot open this here' },
  'error.title.invalid': { nl: 'Dit kan Insigne niet verwerken', en: 'Insigne cannot process this' },
  'error.title.internal': { nl: 'Er ging iets mis bij Insigne', en: 'Something went wrong at Insigne' },
  'error.title.launch_needed': { nl: 'Open de link opnieuw', en: 'Open the link again' },
  'error.title.course_forbidden': { nl: 'Open de link opnieuw', en: 'Open the link again' },
  'error.title.form_token_invalid': { nl: 'Open de link opnieuw', en: 'Open the link again' },
  'error.title.deep_linking_missing': { nl: 'Open de link opnieuw', en: 'Open the link again' },
  'error.title.lms_admin_only': {
    nl: 'Deze pagina is voor wie de leeromgeving beheert',
    en: 'This page is for whoever administers the learning environment',
  },
  'error.title.staff_only': { nl: 'Deze pagina is voor docenten', en: 'This page is for teachers' },
  'error.title.method_not_allowed': { nl: 'Open de link opnieuw', en: 'Open the link again' },
  'error.title.login_platform_unknown': {
    nl: 'Deze leeromgeving is niet gekoppeld',
    en: 'This learning environment is not connected',
  },
  'error.title.login_client_unknown': {
    nl: 'Deze leeromgeving is niet gekoppeld',
    en: 'This learning environment is not connected',
  },
  'error.title.login_client_ambiguous': {
    nl: 'De koppeling klopt nog niet',
    en: 'The connection is not right yet',
  },

  'error.request_invalid': {
    nl: 'Het adres of formulier bevat iets wat hier niet hoort. Ga terug naar de cursus en open de link opnieuw.',
    en: 'The address or form holds something that does not belong here. Go back to the course and open the link again.',
  },
  'error.request_too_large': {
    nl: 'Wat je stuurde is te groot. Er is niets bewaard.',
    en: 'What you sent is too large. Nothing was saved.',
  },
  'error.method_not_allowed': {
    nl: 'Deze pagina kun je niet rechtstreeks openen. Ga terug naar de cursus en open de link daar.',
    en: 'This page cannot be opened directly. Go back to the course and open the link there.',
  },
  'error.not_found': {
    nl: 'De pagina bestaat niet of niet meer. Kijk of het adres klopt, of open de link in je cursus opnieuw.',
    en: 'The page does not exist, or no longer does. See whether the address is right, or open the link in your course again.',
  },
  'error.forbidden': {
    nl: 'Je hebt hier geen toegang toe. Open Insigne vanuit je eigen cursus.',
    en: 'You have no access to this. Open Insigne from your own course.',
  },
  'error.internal_error': {
    nl: 'Het ligt niet aan jou. Probeer het over een paar minuten opnieuw; lukt het dan nog niet, geef dan de code hieronder door aan de beheerder van Insigne.',
    en: 'It is not your doing. Try again in a few minutes; if it still fails, give the code below to whoever runs Insigne.',
  },

  'error.launch_needed': {
    nl: 'Insigne weet niet meer vanuit welke cursus je komt. Ga terug naar de cursus en open de link opnieuw.',
    en: 'Insigne no longer knows which course you came from. Go back to the course and open the link again.',
  },
  'error.course_forbidden': {
    nl: 'Je hebt Insigne niet vanuit deze cursus geopend. Ga naar de cursus en open de link daar.',
    en: 'You have not opened Insigne from this course. Go to the course and open the link there.',
  },
  'error.lms_admin_only': {
    nl: 'Hier staat hoe het met de koppeling gaat. Wat dat voor je cursus betekent, staat op de pagina van je cursus. Beheer je de leeromgeving? Open Insigne dan als beheerder.',
    en: 'It shows how the connection is doing. What that means for your course is on the page of your course. Do you administer the learning environment? Then open Insigne as its administrator.',
  },
  'error.staff_only': {
    nl: 'Je hebt Insigne in deze cursus niet als docent geopend, of iemand anders opende het daarna in deze browser. Ben je docent? Ga terug naar de cursus en open de link opnieuw.',
    en: 'You did not open Insigne as a teacher of this course, or somebody else opened it in this browser since. Are you a teacher? Go back to the course and open the link again.',
  },
  'error.form_token_invalid': {
    nl: 'Dit formulier hoort niet bij deze sessie; er is niets bewaard. Ga terug naar de cursus, open de link opnieuw en vul het nog eens in.',
    en: 'This form does not belong to this session; nothing was saved. Go back to the course, open the link again and fill it in once more.',
  },
  'error.deep_linking_missing': {
    nl: 'Je leeromgeving vroeg hier niet om een badge. Ga naar de plek in je cursus waar je inhoud toevoegt en kies daar Insigne.',
    en: 'Your learning environment did not ask for a badge here. Go to where you add content in your course and choose Insigne there.',
  },
  'error.deep_linking_item_refused': {
    nl: 'Op deze plek neemt je leeromgeving geen badgelink aan, of maar één tegelijk. Voeg de badge toe bij de inhoud van de cursus.',
    en: 'Your learning environment takes no badge link in this place, or only one at a time. Add the badge to the content of the course.',
  },

  'error.login_request_invalid': LINK_NOT_UNDERSTOOD,
  'error.login_target_refused': {
    nl: 'De link in je leeromgeving wijst niet naar Insigne. Vraag de beheerder om het adres van de link na te kijken, en geef de code hieronder door.',
    en: 'The link in your learning environment does not point to Insigne. Ask whoever manages it to check the address of the link, and pass on the code below.',
  },
  'error.login_platform_unknown': LMS_NOT_CONNECTED,
  'error.login_client_unknown': LMS_NOT_CONNECTED,
  'error.login_client_ambiguous': {
    nl: 'Deze leeromgeving is meer dan één keer aangemeld en zegt niet welke aanmelding bedoeld is. Geef de code hieronder door aan de beheerder van je leeromgeving.',
    en: 'This learning environment is registered more than once and does not say which registration is meant. Give the code below to whoever manages it.',
  },
  'error.registration_disabled': {
    nl: 'De koppeling met deze leeromgeving staat uit. Vraag de beheerder van Insigne bij je instelling om haar aan te zetten.',
    en: 'The connection with this learning environment is switched off. Ask whoever manages Insigne at your institution to switch it on.',
  },
  'error.deployment_waiting': {
    nl: 'Insigne is hier voor het eerst geopend. De beheerder van Insigne moet nog bevestigen bij welke instelling deze leeromgeving hoort (in de beheeromgeving, onder Leeromgevingen); daarna werkt de link.',
    en: 'Insigne was opened here for the first time. Whoever runs Insigne still has to confirm which institution this learning environment belongs to (in the console, under Learning environments); then the link works.',
  },
  'error.deployment_refused': {
    nl: 'Insigne is voor dit deel van je leeromgeving niet toegestaan. Vraag de beheerder van Insigne bij je instelling.',
    en: 'Insigne is not allowed for this part of your learning environment. Ask whoever manages Insigne at your institution.',
  },

  'error.launch_state_unknown': OPEN_AGAIN,
  'error.launch_browser_unproven': OPEN_AGAIN,
  'error.launch_replayed': OPEN_AGAIN,
  'error.launch_expired': {
    nl: 'Deze link is verlopen. Ga terug naar de cursus en open hem opnieuw. Gebeurt het telkens, dan loopt de klok van je leeromgeving of van Insigne verkeerd; geef dan de code hieronder door.',
    en: 'This link has expired. Go back to the course and open it again. If it keeps happening, the clock of your learning environment or of Insigne is wrong; pass on the code below then.',
  },
  'error.launch_token_unreadable': LINK_NOT_TRUSTED,
  'error.launch_signature_invalid': LINK_NOT_TRUSTED,
  'error.launch_key_unknown': LINK_NOT_TRUSTED,
  'error.launch_issuer_wrong': LINK_NOT_TRUSTED,
  'error.launch_audience_wrong': LINK_NOT_TRUSTED,
  'error.launch_nonce_wrong': LINK_NOT_TRUSTED,
  'error.launch_target_wrong': LINK_NOT_TRUSTED,
  'error.launch_version_unsupported': LINK_NOT_UNDERSTOOD,
  'error.launch_message_unsupported': LINK_NOT_UNDERSTOOD,
  'error.launch_deployment_missing': LINK_NOT_UNDERSTOOD,
  'error.launch_roles_missing': LINK_NOT_UNDERSTOOD,
  'error.launch_resource_link_missing': LINK_NOT_UNDERSTOOD,
  'error.launch_context_invalid': LINK_NOT_UNDERSTOOD,
  'error.launch_deep_linking_invalid': LINK_NOT_UNDERSTOOD,
  'error.launch_for_user_missing': LINK_NOT_UNDERSTOOD,
  'error.title.handoff_unusable': { nl: 'Open de link opnieuw', en: 'Open the link again' },
  'error.handoff_unusable': {
    nl: 'Deze knop is al gebruikt of te oud. Ga terug naar de cursus en open de link opnieuw.',
    en: 'This button was used already, or is too old. Go back to the course and open the link again.',
  },
  'error.title.too_many_requests': { nl: 'Even te druk', en: 'Too busy for a moment' },
  'error.too_many_requests': {
    nl: 'Er komen vanaf jouw netwerk te veel verzoeken tegelijk. Wacht {seconds} seconden en probeer het opnieuw; er is niets verloren.',
    en: 'Too many requests come from your network at once. Wait {seconds} seconds and try again; nothing is lost.',
  },
  'error.launch_subject_missing': {
    nl: 'Je leeromgeving zegt niet wie je bent, en zonder dat kan Insigne niets voor je bijhouden. Log in en open de link opnieuw, of geef de code hieronder door aan de beheerder.',
    en: 'Your learning environment does not say who you are, and without that Insigne cannot keep anything for you. Log in and open the link again, or give the code below to whoever manages it.',
  },
  'error.launch_outside_course': {
    nl: 'Insigne werkt binnen een cursus. Open een cursus en voeg de badge daar toe.',
    en: 'Insigne works inside a course. Open a course and add the badge there.',
  },
  'error.launch_login_required': {
    nl: 'Je bent in je leeromgeving niet meer ingelogd. Log daar in en open de link opnieuw.',
    en: 'You are no longer logged in to your learning environment. Log in there and open the link again.',
  },
  'error.launch_expired_at_platform': {
    nl: 'Je leeromgeving geeft deze link maar één keer door, en die keer is voorbij. Ga terug naar de cursus en open de link opnieuw.',
    en: 'Your learning environment passes this link on only once, and that once is over. Go back to the course and open the link again.',
  },
  'error.launch_not_allowed_at_platform': {
    nl: 'Je leeromgeving staat niet toe dat jij Insigne hier opent. Vraag de beheerder van je leeromgeving, en geef de code hieronder door.',
    en: 'Your learning environment does not allow you to open Insigne here. Ask whoever manages it, and pass on the code below.',
  },
  'error.launch_refused_by_platform': {
    nl: 'Je leeromgeving gaf de link niet door. Ga terug naar de cursus en open de link opnieuw.',
    en: 'Your learning environment did not pass the link on. Go back to the course and open the link again.',
  },

  'error.title.mapping_not_assessed_here': { nl: 'Niet bewaard', en: 'Not saved' },
  'error.title.learner_not_awardable': { nl: 'Niet bewaard', en: 'Not saved' },
  'error.title.already_exists': { nl: 'Dit bestaat al', en: 'This exists already' },
  'error.mapping_not_assessed_here': {
    nl: 'Deze badge wordt niet in Insigne beoordeeld; er is niets bewaard. Geef het cijfer in je leeromgeving.',
    en: 'This badge is not assessed in Insigne; nothing was saved. Give the grade in your learning environment.',
  },
  'error.learner_not_awardable': {
    nl: 'Deze persoon kan deze badge hier niet krijgen: een docent, een testgebruiker, of iemand die niet meer in de cursus zit. Er is niets bewaard.',
    en: 'This person cannot get this badge here: a teacher, a test user, or somebody who is no longer in the course. Nothing was saved.',
  },
  'error.learner_not_found': {
    nl: 'Deze student zit niet in deze cursus. Ga terug naar het overzicht.',
    en: 'This student is not in this course. Go back to the overview.',
  },
  'error.mapping_not_found': {
    nl: 'Deze badge staat niet of niet meer in deze cursus. Ga terug naar het overzicht.',
    en: 'This badge is not, or no longer, in this course. Go back to the overview.',
  },
  'error.credential_changed_often': {
    nl: 'Je hebt heel vaak veranderd wat er in dit bewijs staat. Het blijft zoals het nu is. Moet het toch anders, vraag het dan aan je opleiding.',
    en: 'You changed very often what stands in this credential. It stays as it is now. If it has to change all the same, ask your institution.',
  },
  'error.credential_not_found': {
    nl: 'Er is hier nog geen bewijs voor jou. Open de badgelink in je cursus; daar zie je wat er nog ontbreekt.',
    en: 'There is no credential for you here yet. Open the badge link in your course; there you see what is missing.',
  },
  'error.already_exists': {
    nl: 'Een andere instelling heeft dit al aangemeld. Vraag de beheerder van Insigne, en geef de code hieronder door.',
    en: 'Another institution has registered this already. Ask whoever runs Insigne, and pass on the code below.',
  },
  'error.client_elsewhere': {
    nl: 'Insigne kent deze aanmelding van je leeromgeving al, onder een ander adres. Is je leeromgeving verhuisd? Vraag de beheerder van Insigne om haar over te zetten. Verwijder de nieuwe aanmelding in je leeromgeving; je uitnodiging blijft geldig.',
    en: 'Insigne knows this registration of your LMS already, under another address. Did your LMS move? Ask whoever runs Insigne to move it. Remove the new registration in your LMS; your invite stays valid.',
  },
  'error.storage_busy': {
    nl: 'Insigne heeft het even te druk. Probeer het over een paar tellen opnieuw; er is niets verloren.',
    en: 'Insigne is too busy right now. Try again in a few seconds; nothing is lost.',
  },

  'error.token_refused': {
    nl: 'Je leeromgeving laat Insigne hier niet bij cijfers of deelnemers. Vraag de beheerder van je leeromgeving om Insigne daar toegang toe te geven, en geef de code hieronder door.',
    en: 'Your learning environment does not let Insigne see grades or members here. Ask whoever manages it to give Insigne access, and pass on the code below.',
  },
  'error.roles_withheld': {
    nl: 'Je leeromgeving vertelt niet wie student is en wie docent. Vraag de beheerder van je leeromgeving om rollen met Insigne te delen, en geef de code hieronder door.',
    en: 'Your learning environment does not tell who is a student and who teaches. Ask whoever manages it to share roles with Insigne, and pass on the code below.',
  },
  'error.platform_unavailable': LMS_SILENT,
  'error.platform_busy': LMS_SILENT,
  'error.platform_answer_unusable': LMS_SILENT,

  'error.invite_unusable': {
    nl: 'Deze uitnodiging is verlopen, al gebruikt of niet volledig overgenomen. Vraag de beheerder van Insigne om een nieuwe.',
    en: 'This invite has expired, was used already, or was not copied in full. Ask whoever runs Insigne for a new one.',
  },
  'error.registration_opened_by_hand': {
    nl: 'Dit adres opent je leeromgeving zelf. Plak het daar waar je een nieuwe tool toevoegt.',
    en: 'Your learning environment opens this address by itself. Paste it there, where you add a new tool.',
  },
  'error.platform_configuration_unusable': {
    nl: 'Wat je leeromgeving over zichzelf vertelt is niet bruikbaar ({field}). Er is niets aangemeld. Meld Insigne met de hand aan, of geef de code hieronder door.',
    en: 'What your learning environment says about itself cannot be used ({field}). Nothing was registered. Register Insigne by hand, or pass on the code below.',
  },
  'error.registration_platform_unreachable': {
    nl: 'Insigne kan je leeromgeving niet bereiken. Er is niets aangemeld; probeer het opnieuw met dezelfde uitnodiging.',
    en: 'Insigne cannot reach your learning environment. Nothing was registered; try again with the same invite.',
  },
  'error.registration_refused_by_platform': {
    nl: 'Je leeromgeving nam de aanmelding niet aan (status {status}). Wat ze erover zegt: {reason}',
    en: 'Your learning environment did not take the registration (status {status}). What it says about it: {reason}',
  },
  'error.registration_invalid': {
    nl: 'Een van de adressen van je leeromgeving is niet bruikbaar ({field}). Er is niets aangemeld.',
    en: 'One of the addresses of your learning environment cannot be used ({field}). Nothing was registered.',
  },
  'error.address_refused': {
    nl: 'Insigne mag het adres dat je leeromgeving noemt niet openen: het is niet versleuteld of niet openbaar. De beheerder van Insigne kan het toestaan.',
    en: 'Insigne may not open the address that your learning environment names: it is not encrypted or not public. Whoever runs Insigne can allow it.',
  },
} satisfies Record<string, LocalText>;
