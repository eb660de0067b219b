/** Russian. */
import type { Terms } from '../terms/login.js';

const name = 'Вход через WeChat';

export const terms: Terms = {
  lang: 'ru',
  name,
  picture: 'QR-код для сканирования в WeChat',
  kinds: { service: 'Сервисный аккаунт', subscription: 'Официальный аккаунт' },
  existingOnly: 'Только с аккаунтом',
  messages: {
    idle: [name, 'Нажмите кнопку и отсканируйте QR-код телефоном.'],
    loading: [name, 'Готовим QR-код…'],
    ready: [name, 'Сканируйте в WeChat. Если нужно, нажмите «Подписаться».'],
    offline: ['Нет подключения', 'Проверьте подключение. Вход продолжится автоматически.'],
    unreachable: ['Нет связи', 'Проверьте подключение и повторите попытку.'],
    failed: ['Произошла ошибка', 'Повторите попытку.'],
    unavailable: ['Сейчас недоступно', 'Войдите другим способом или зайдите позже.'],
  },
  show: 'Показать QR-код',
  refresh: 'Обновить QR-код',
  retry: 'Повторить',
  open: 'Войти через WeChat',
  close: 'Закрыть',
};
