#include "app/authority_mail.h"

namespace tocsin {

Result<ports::OutgoingMail> authority_mail(const AuthorityDelivery& plan, const AuthorityLetter& letter, ports::OpenPgp& seal, ports::MailFormat& format,
                                           Instant now) {
  if (plan.channel != FilingChannel::mail_openpgp)
    return failure(ErrorKind::refused, "this delivery is not an encrypted mail", plan.authority, "write the filing sheet instead");
  TRY(key, ports::Fingerprint::of(plan.key_fingerprint));
  TRY(message_id, message_id_of(plan.order, letter.sender.address));
  const ports::MailHead inner{letter.sender, {{letter.authority_name, plan.recipient}}, letter.subject, now, message_id};
  ports::MailHead outer = inner;
  outer.subject = neutral_subject(plan.order);
  outer.from.name.clear();
  outer.to.front().name.clear();

  TRY(payload, format.payload({inner, letter.text, letter.attachments}, outer.subject));
  TRY(sealed, seal.sign_and_encrypt(payload, letter.signer, {key}));
  TRY(bytes, format.encrypted(outer, sealed));
  return ports::OutgoingMail{plan.order, message_id, letter.sender.address, {plan.recipient}, std::move(bytes)};
}

}  // namespace tocsin
