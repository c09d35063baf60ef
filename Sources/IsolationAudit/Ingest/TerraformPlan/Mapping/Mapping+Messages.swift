// Queues, topics and event buses.
extension ResourceReader {
  /// `aws_sqs_queue`.
  mutating func queue() {
    record(
      "QueueAttributes",
      [
        "QueueUrl": .string(
          known("url") ?? "https://sqs.\(region).amazonaws.com/\(account)/\(known("name") ?? address)"
        ),
        "Attributes": [
          "QueueArn": .string(arn), "KmsMasterKeyId": DraftValue(named("kms_master_key_id")),
          "SqsManagedSseEnabled": (isComputed("sqs_managed_sse_enabled") ? nil : flag("sqs_managed_sse_enabled"))
            ?? true
            ? "true" : "false",
        ],
      ]
    )
    if !isComputed("policy") { attributePolicy("QueueAttributes", queueURL(), "policy") }
  }

  private func queueURL() -> String {
    known("url") ?? "https://sqs.\(region).amazonaws.com/\(account)/\(known("name") ?? address)"
  }

  /// The policy among the attributes of a queue or topic.
  mutating func attributePolicy(_ list: String, _ name: String, _ attribute: String) {
    let key = key(list, name)
    if let words = words(attribute) {
      note(words, .data)
      say(DraftEdit(target: key, statement: .field(["Attributes", "Error"], .string(words))))
    } else if let text = known(attribute) {
      say(DraftEdit(target: key, statement: .field(["Attributes", "Policy"], .string(text))))
    }
  }

  /// `aws_sqs_queue_policy`.
  mutating func queuePolicy() {
    guard var url = named("queue_url") else { return }
    if !url.hasPrefix("https://"), let queue = state.resources[url], queue.type == "aws_sqs_queue" {
      let name = state.settle(state.values[url]?["name"]).known ?? url
      url = "https://sqs.\(queue.region).amazonaws.com/\(queue.account)/\(name)"
    }
    attributePolicy("QueueAttributes", url, "policy")
  }

  /// `aws_sns_topic`.
  mutating func topic() {
    record(
      "TopicAttributes",
      [
        "TopicArn": .string(arn),
        "Attributes": ["TopicArn": .string(arn), "KmsMasterKeyId": DraftValue(named("kms_master_key_id"))],
      ]
    )
    if isComputed("policy") {
      // The policy of a new topic is for its owner alone (Amazon SNS Developer Guide, "Default policy").
      let document =
        #"{"Version":"2008-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"SNS:*","Resource":"#
        + PlannedState.quoted(arn) + #","Condition":{"StringEquals":{"AWS:SourceOwner":"#
        + PlannedState.quoted(account) + "}}}]}"
      field("TopicAttributes", arn, ["Attributes", "Policy"], .string(document))
      assume("it has the default policy of topics")
    } else {
      attributePolicy("TopicAttributes", arn, "policy")
    }
  }

  /// `aws_sns_topic_policy`.
  mutating func topicPolicy() {
    guard let topic = named("arn") else { return }
    attributePolicy("TopicAttributes", topic, "policy")
  }

  /// `aws_cloudwatch_event_bus`.
  mutating func eventBus() {
    record(
      "EventBuses",
      [
        "Name": .string(known("name") ?? address), "Arn": .string(arn),
        "KmsKeyIdentifier": DraftValue(named("kms_key_identifier")),
      ]
    )
  }

  /// `aws_cloudwatch_event_bus_policy`.
  mutating func eventBusPolicy() {
    let name = text("event_bus_name") ?? "default"
    let bus = name.hasPrefix("arn:") ? name.split(separator: "/").last.map(String.init) ?? name : name
    resourcePolicy(
      "EventBuses",
      ["Name": .string(bus), "Arn": .string(arn("events", "event-bus/\(bus)"))],
      "Policy"
    )
  }
}
