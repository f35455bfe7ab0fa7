import type { Locale } from '#lib/i18n/localized.ts';

type Phrases = Record<Locale, readonly string[]>;

/** What the people of the sample write: each in three languages, chance chooses among them. */
export const WORDS = {
	program: {
		et: ['Dokumendihaldus', 'Lasteaiapäevik', 'Arvete programm', 'Kaardirakendus'],
		ru: ['Документооборот', 'Дневник детского сада', 'Программа счетов'],
		en: ['Document management', 'The map application']
	},
	fault_computer: {
		et: [
			'Arvuti läheb iga tunni aja tagant ise kinni. Ventilaator undab kõvasti.',
			'Pärast eilset uuendust ei lähe arvuti enam käima, ekraan jääb mustaks.',
			'Arvuti on hommikuti väga aeglane, sisselogimine võtab kümme minutit.',
			'Klaviatuur ei tee mõnda tähte. Proovisin taaskäivitada, ei aidanud.'
		],
		ru: [
			'Компьютер сам выключается примерно раз в час. Вентилятор громко шумит.',
			'После вчерашнего обновления компьютер не загружается, экран чёрный.',
			'По утрам компьютер очень медленный, вход занимает десять минут.'
		],
		en: [
			'My computer restarts by itself about once an hour.',
			'Since the last update the screen flickers when I open a large file.'
		]
	},
	fault_internet: {
		et: [
			'Wifi kaob rühmaruumis iga poole tunni tagant. Juhtmega töötab.',
			'Internet on kogu teisel korrusel väga aeglane.',
			'Nõupidamisruumis wifi ei ühendu, küsib parooli uuesti.'
		],
		ru: [
			'Wi-fi в группе пропадает каждые полчаса. По кабелю работает.',
			'Интернет на всём втором этаже очень медленный.'
		],
		en: ['The wi-fi in the meeting room drops every few minutes.']
	},
	fault_printer: {
		et: [
			'Printer jätab paberi kinni, juba kolmas kord täna.',
			'Printer ei prindi kahepoolselt, kuigi valin selle.',
			'Prindin välja, aga lehed tulevad triibulised.'
		],
		ru: [
			'Принтер зажёвывает бумагу, сегодня уже третий раз.',
			'Печатает с полосами, картридж меняли на прошлой неделе.'
		],
		en: ['The printer prints stripes on every page.']
	},
	fault_mail: {
		et: [
			'Kirjad ei tule telefoni, arvutis on olemas.',
			'Kalendrikutsed lähevad kaks korda välja.',
			'Suurem manus kui 5 MB ei lähe teele, veateadet ei ole.'
		],
		ru: [
			'Письма не приходят на телефон, в компьютере есть.',
			'Приглашения в календаре отправляются дважды.'
		],
		en: ['Calendar invitations from outside arrive without a time.']
	},
	fault_program: {
		et: [
			'Programm viskab salvestamisel välja, töö läheb kaotsi.',
			'Sisse logides tuleb teade „Sessioon on aegunud“, ka uues aknas.',
			'Otsing ei leia eelmise aasta dokumente.'
		],
		ru: [
			'При сохранении программа закрывается, работа теряется.',
			'При входе сообщение «Сессия истекла», даже в новом окне.'
		],
		en: ['Exports to a spreadsheet come out empty.']
	},
	why_access: {
		et: [
			'Hakkan asendama kolleegi, kes läheb lapsehoolduspuhkusele.',
			'Vajan andmeid avalduste menetlemiseks.',
			'Ülesanded muutusid septembrist, ametijuhend on uuendatud.',
			'Pean kontrollima laste elukohta kohajärjekorra jaoks.'
		],
		ru: [
			'Буду замещать коллегу во время отпуска по уходу за ребёнком.',
			'Данные нужны для рассмотрения заявлений.',
			'С сентября изменились обязанности, должностная инструкция обновлена.'
		],
		en: ['My duties changed this month and I prepare the reports now.']
	},
	why_software: {
		et: [
			'Teen linna lehele pilte ja plakateid.',
			'Partnerid saadavad faile, mida praegu avada ei saa.',
			'Koolitusel näidati, et sellega läheb aruanne kaks korda kiiremini.'
		],
		ru: [
			'Делаю афиши и картинки для сайта города.',
			'Партнёры присылают файлы, которые сейчас не открыть.'
		],
		en: ['I need to open the files our partners send.']
	},
	why_computer: {
		et: [
			'Töötan korraga kahe programmiga ja ühelt ekraanilt ei mahu ära.',
			'Videokoosolekutel on ruumis lärm, teised ei kuule mind.',
			'Vana on kuus aastat vana ja ei jaksa enam.'
		],
		ru: [
			'Работаю сразу в двух программах, на одном экране не помещается.',
			'На видеосовещаниях шумно, меня не слышно.'
		],
		en: ['I compare drawings side by side all day.']
	},
	why_phone: {
		et: ['Olen poole päevast objektidel ja pean seal kättesaadav olema.'],
		ru: ['Полдня провожу на объектах, нужно быть на связи.'],
		en: ['I work on sites half of the day and must be reachable.']
	},
	why_group: {
		et: ['Jään ringkirjadest ilma ja kuulen asjadest viimasena.'],
		ru: ['Не получаю рассылки и узнаю новости позже всех.'],
		en: ['I miss the circular letters.']
	},
	why_mailbox: {
		et: ['Vastan klientide kirjadele kolleegi puhkuse ajal.'],
		ru: ['Отвечаю на письма жителей, пока коллега в отпуске.'],
		en: ['I answer the letters while a colleague is on leave.']
	},
	repair: {
		et: [
			'Kukkus õppekäigul maha, klaasis on mõra. Töötab, aga lapsed ei saa seda ohutult kasutada.',
			'Aku kestab ainult pool tundi.',
			'Üks hing on lahti ja ekraan vajub alla.'
		],
		ru: ['Упал на прогулке, на стекле трещина, но работает.', 'Батареи хватает на полчаса.'],
		en: ['The battery lasts half an hour.']
	},
	which_printer: {
		et: ['Kontori printer', 'Teise korruse koridoris', 'Vastuvõtu printer'],
		ru: ['Принтер в канцелярии', 'В коридоре второго этажа'],
		en: ['The one in the corridor']
	},
	room: {
		et: ['saal', 'nõupidamisruum 301', 'õpetajate tuba'],
		ru: ['зал', 'комната для совещаний 301'],
		en: ['meeting room 301']
	},
	other_pairs: {
		et: [
			'Vana arvuti andmed: Palun tõsta vanast arvutist kaust „Projektid“ uude.',
			'Nimesilt kalendris: Abiellusin ja nimi muutus, palun muuda see kõikjal.',
			'Juhtmed laua all: Juhtmed on jalgade all sasipuntras, keegi komistab.'
		],
		ru: [
			'Данные старого компьютера: Прошу перенести папку «Проекты» на новый.',
			'Новая фамилия: Сменилась фамилия, прошу изменить её везде.'
		],
		en: ['Old files: Please move my folder “Projects” to the new computer.']
	},
	approve: {
		et: ['', '', '', 'Sobib.', 'Jah, on vaja.', 'Nõus, eelarves on olemas.'],
		ru: ['', '', 'Согласовано.', 'Да, нужно для работы.'],
		en: ['', 'Agreed.']
	},
	reject: {
		et: [
			'Selle töö jaoks pole seda õigust vaja. Räägime esmaspäeval.',
			'Eelarve on selleks aastaks läbi, küsi jaanuaris uuesti.',
			'Osakonnas on sama asi juba olemas, kasutage koos.'
		],
		ru: [
			'Для этой работы такой доступ не нужен. Обсудим в понедельник.',
			'Бюджет этого года исчерпан, попросите в январе.'
		],
		en: ['The budget for this year is spent; please ask again in January.']
	},
	give_back: {
		et: [
			'Kirjuta palun täpsemalt, milleks ja mis ajani.',
			'Vali kitsam õigus, vaatamisest piisab.'
		],
		ru: ['Напишите подробнее, зачем и до какого времени.', 'Достаточно просмотра, выберите его.'],
		en: ['Please say more exactly what it is for.']
	},
	clearer: {
		et: ['Täpsustan: vajan seda kuni aasta lõpuni, ainult vaatamiseks.'],
		ru: ['Уточняю: нужно до конца года, только просмотр.'],
		en: ['More exactly: until the end of the year, viewing only.']
	},
	agent_hello: {
		et: [
			'Tere! Võtsin selle ette, annan homme teada.',
			'Tere! Tulen täna pärast lõunat läbi, kas sobib?',
			'Tere! Vajalik asi on laos olemas.'
		],
		ru: [
			'Здравствуйте! Беру в работу, завтра сообщу.',
			'Здравствуйте! Зайду сегодня после обеда, подойдёт?'
		],
		en: ['Hello! I am on it and will tell you more tomorrow.']
	},
	agent_ask: {
		et: [
			'Kas saad öelda, mis teade täpselt tuleb? Pilt ekraanist aitaks kõige rohkem.',
			'Mis ruumis sa homme oled? Tulen ise kohale.',
			'Kas mõnel kolleegil on sama mure?'
		],
		ru: [
			'Можете написать, какое именно сообщение появляется? Лучше всего снимок экрана.',
			'В каком кабинете вы будете завтра? Подойду к вам.'
		],
		en: ['Which message do you see exactly? A picture of the screen helps most.']
	},
	answer: {
		et: [
			'Olen homme terve päeva oma kohal, ruum 214.',
			'Jah, kolleegil kõrval on sama asi.',
			'Ootab direktori kabinetis, laetud.'
		],
		ru: ['Завтра весь день на месте, кабинет 214.', 'Да, у коллеги то же самое.'],
		en: ['I am at my desk all day tomorrow, room 214.']
	},
	vendor: {
		et: ['Tellisin varuosa, tarne 3–4 tööpäeva.', 'Pöördusin tootja poole, pilet on avatud.'],
		ru: ['Заказана запчасть, доставка 3–4 рабочих дня.'],
		en: ['Spare part ordered, delivery in 3–4 days.']
	},
	internal: {
		et: [
			'Sama mudeliga kolmas kord sel aastal, tasub garantiiga välja vahetada.',
			'Ülemus helistas ka, vaatame täna üle.',
			'Õigus anti kitsam kui küsiti, nii leppisime omanikuga kokku.'
		],
		ru: ['Третий раз с этой моделью за год, лучше заменить по гарантии.'],
		en: ['Third time this year with this model; better to replace it under warranty.']
	},
	done: {
		et: [
			'Tehtud. Kui midagi jäi, vajuta „Viga on alles“ ja ma tulen tagasi.',
			'Valmis, proovi palun üle.',
			'Õigus on antud, logi korra välja ja sisse.'
		],
		ru: ['Готово, проверьте, пожалуйста.', 'Доступ дан, выйдите и войдите снова.'],
		en: ['Done. Please try it and tell me if anything is missing.']
	},
	reopen: {
		et: ['Hommikul töötas, nüüd jälle sama viga.', 'Üks asi jäi tegemata, pildil on näha.'],
		ru: ['Утром работало, теперь опять то же самое.'],
		en: ['It worked in the morning, now the same again.']
	},
	thanks: {
		et: ['Aitäh, kiire töö.', 'Töötab.', '', '', 'Suur tänu, et kohale tulid.'],
		ru: ['Спасибо, быстро.', 'Работает.', ''],
		en: ['Thank you, quick work.', '']
	},
	cancel: {
		et: ['Sain kolleegilt abi, pole enam vaja.', 'Taaskäivitamine aitas.'],
		ru: ['Коллега помог, больше не нужно.'],
		en: ['Restarting helped, no longer needed.']
	}
} satisfies Record<string, Phrases>;

export type WordKey = keyof typeof WORDS;
