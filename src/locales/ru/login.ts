/** Russian. */
import type { Terms } from '../terms/login.js';

const name = 'Вход через WeChat';

export const terms: Terms = {
  lang: 'ru',
  name,
  picture: 'QR-код для сканирования в WeChat',
  kinds: { service: 'Сервисный аккаунт', subscription: 'Официальный аккаунт' },
  existingOnly: 'Только для участников',
  messages: {
    idle: [name, 'Откройте QR-код и отсканируйте его телефоном.'],
    loading: [name, 'Готовим QR-код…'],
    ready: [name, 'Отсканируйте код в WeChat. При запросе нажмите «Подписаться».'],
    offline: ['Нет подключения', 'Проверьте интернет. Вход продолжится автоматически.'],
    unreachable: ['Нет связи', 'Проверьте интернет и повторите попытку.'],
    failed: ['Произошла ошибка', 'Повторите попытку.'],
    unavailable: ['Сейчас недоступно', 'Войдите другим способом или зайдите позже.'],
  },
  show: 'Показать QR-код',
  refresh: 'Обновить QR-код',
  retry: 'Повторить',
  open: 'Войти через WeChat',
  close: 'Закрыть',
};
