/** Russian. */
import type { IdentitiesTerms } from '../terms/identities.js';

export const terms: IdentitiesTerms = {
  lang: 'ru',
  title: 'Вход через WeChat',
  text: 'Входите с привязанным WeChat.',
  wechat: 'WeChat',
  linked: (day) => `Привязан ${day}`,
  empty: 'К вашему аккаунту ещё не привязан WeChat.',
  unlink: 'Отвязать',
  keep: 'Оставить',
  confirmUnlink: 'Отвязать? Войти с помощью этого WeChat будет нельзя.',
  unlinking: 'Отвязываем…',
  unlinked: (name) => `Отвязан: ${name}`,
  messages: {
    last_way_in:
      'Это единственный способ входа, поэтому отвязать WeChat нельзя. Сначала добавьте другой.',
    reauthentication_required: 'Для безопасности сначала войдите ещё раз.',
    confirmation_required: 'Для безопасности сначала подтвердите в WeChat, что это вы.',
    too_recent: (wait) =>
      `Вы входили с этим WeChat меньше суток назад. Для безопасности его можно отвязать позже. ${wait ? `Осталось: ${wait}.` : 'Попробуйте завтра.'}`,
    rate_limited: (wait) =>
      `Слишком много попыток. ${wait ? `Подождите: ${wait}.` : 'Повторите чуть позже.'}`,
    unreachable: 'Нет связи. Проверьте подключение и повторите попытку.',
    failed: 'Произошла ошибка. Повторите попытку.',
    unavailable: 'Сейчас недоступно. Зайдите позже.',
  },
  close: 'ОК',
  confirm: 'Подтвердить в WeChat',
  retry: 'Повторить',
};
