/** Russian. */
import type { StepUpTerms } from '../terms/step-up.js';

const name = 'Подтвердите личность';
const failed = 'Не подтверждено';

export const terms: StepUpTerms = {
  lang: 'ru',
  name: 'Подтверждение личности',
  open: 'Подтвердить в WeChat',
  messages: {
    idle: [name, 'Нажмите кнопку и отсканируйте QR-код телефоном.'],
    loading: [name, 'Готовим QR-код…'],
    ready: [name, 'Отсканируйте код в WeChat, привязанном к вашему аккаунту.'],
    reconnecting: [name, 'Восстанавливаем связь. QR-код всё ещё действует.'],
    approved: ['Почти готово', 'Подождите немного…'],
    back: ['Подтверждено', 'Спасибо! Можно продолжать.'],
    denied: [failed, 'В WeChat нажали «Not me». Ничего не изменилось.'],
    cancelled: [failed, 'Вы можете начать заново в любой момент.'],
    offline: ['Нет подключения', 'Проверьте подключение. Всё продолжится автоматически.'],
    unavailable: ['Сейчас недоступно', 'Зайдите позже.'],
    reauthentication_required: ['Сначала войдите', 'Вы вышли из аккаунта.'],
    session_mismatch: [failed, 'К аккаунту привязан другой WeChat. Отсканируйте код в нём.'],
  },
};
