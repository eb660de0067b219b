/** Russian. */
import type { StepUpTerms } from '../terms/step-up.js';

const name = 'Это точно вы?';
const failed = 'Не подтверждено';

export const terms: StepUpTerms = {
  lang: 'ru',
  name: 'Подтверждение личности',
  open: 'Подтвердить в WeChat',
  messages: {
    idle: [name, 'Откройте QR-код и отсканируйте его телефоном.'],
    loading: [name, 'Готовим QR-код…'],
    ready: [name, 'Отсканируйте код в WeChat, привязанном к вашему аккаунту.'],
    reconnecting: [name, 'Восстанавливаем связь. QR-код всё ещё действует.'],
    approved: ['Почти готово', 'Подождите немного…'],
    back: ['Подтверждено', 'Спасибо! Можно продолжать.'],
    denied: [failed, 'В WeChat нажали «Not me». Ничего не изменилось.'],
    cancelled: [failed, 'Вы можете начать заново в любой момент.'],
    offline: ['Нет подключения', 'Проверьте интернет. Всё продолжится автоматически.'],
    unavailable: ['Сейчас недоступно', 'Зайдите позже.'],
    reauthentication_required: ['Сначала войдите', 'Вы вышли из аккаунта.'],
    session_mismatch: [failed, 'Этот WeChat не привязан. Используйте тот, что привязан.'],
  },
};
