/** Russian. */
import type { AfterQrCodeTerms } from '../terms/after-qr-code.js';

const name = 'Привязка WeChat';
const linked = ['WeChat привязан', 'Теперь вы можете входить с его помощью.'] as const;
const moment = 'Подождите немного…';
const soon = 'Повторите попытку чуть позже.';
const notNow = 'Сейчас недоступно';
const confirm = 'Подтвердите в WeChat';
const restart = 'Вы можете начать заново в любой момент.';
const reconnecting = 'Восстанавливаем связь. QR-код всё ещё действует.';

export const terms: AfterQrCodeTerms = {
  lang: 'ru',
  yourAccount: 'Ваш аккаунт',
  chat: { confirm: 'Confirm', notMe: 'Not me', copy: 'Копировать', copied: 'Скопировано' },
  messages: {
    accept: ['Примите условия', 'После этого здесь появится QR-код.'],
    disabled: [notNow, 'Этот способ входа временно отключён.'],
    tap: [confirm, 'Откройте чат WeChat на телефоне и нажмите «Confirm».'],
    digits: [confirm, 'Отправьте эти шесть цифр в чат WeChat на телефоне.'],
    reconnecting: ['Вход через WeChat', reconnecting],
    expired: ['Срок QR-кода истёк', 'Для безопасности он действует всего несколько минут.'],
    cancelled: ['Вход отменён', restart],
    rate_limited: [
      'Слишком часто',
      ({ wait }) => (wait ? `Повторите попытку позже. Осталось: ${wait}.` : soon),
    ],
    quota_exhausted: [notNow, 'QR-коды закончились. Зайдите позже.'],
    platform_disabled: [notNow, 'Этот аккаунт WeChat недоступен. Войдите другим способом.'],
    upstream_unavailable: ['WeChat не отвечает', soon],
    approved: ['Выполняем вход', moment],
    welcome: ['Вы вошли', 'Добро пожаловать! Ваш новый аккаунт готов.'],
    back: ['Вы вошли', 'С возвращением!'],
    denied: ['Вход остановлен', 'В WeChat нажали «Not me», поэтому вход не выполнен.'],
    cookies_blocked: ['Cookie отключены', 'Разрешите их или откройте сайт в отдельной вкладке.'],
    foreign_frame: ['Остался один шаг', 'Для безопасности продолжите в отдельном окне.'],
    old_browser: ['Браузер устарел', 'Обновите его или воспользуйтесь другим.'],
    load_failed: ['Ошибка загрузки', 'Страница загружена не полностью. Повторите попытку.'],
    linked,
    identity_conflict: ['Уже привязан', 'Этот WeChat привязан к другому аккаунту.'],
    proof_failed: ['Много ошибок', 'Ничего не изменилось. Можно отсканировать код снова.'],
    reauthentication_required: [
      'Войдите ещё раз',
      'Для безопасности сначала войдите, затем привяжите WeChat.',
    ],
    confirmation_required: [
      'Подтвердите вход',
      'Для безопасности войдите снова и подтвердите вход в WeChat.',
    ],
    session_mismatch: ['Аккаунт сменился', 'Здесь уже выполнен вход в другой аккаунт.'],
    captcha_required: ['Короткая проверка', 'После неё здесь появится QR-код.'],
    sign_in_refused: ['Нельзя продолжить', 'Если это ошибка, обратитесь в поддержку сайта.'],
  },
  link: {
    name,
    messages: {
      idle: [name, 'Нажмите кнопку и отсканируйте QR-код телефоном.'],
      loading: [name, 'Готовим QR-код…'],
      ready: [name, 'Сканируйте в WeChat. Если нужно, нажмите «Подписаться».'],
      reconnecting: [name, reconnecting],
      approved: ['Почти готово', moment],
      back: linked,
      denied: ['WeChat не привязан', 'В WeChat нажали «Not me». Ничего не изменилось.'],
      cancelled: ['WeChat не привязан', restart],
      offline: ['Нет подключения', 'Проверьте подключение. Всё продолжится автоматически.'],
      unavailable: [notNow, 'Зайдите позже.'],
    },
  },
};
