//! Calls of a chat as people try them first.

use calls_chat::models::{Known, Search, Tool, UserMessage};
use calls_chat::serde_json::json;
use calls_chat::{CallsChat, Error};

/// Makes all calls.
pub async fn calls(client: CallsChat) -> Result<(), Error> {
    let chats = client.chats();
    let tool = Tool::new("weather").parameters(json!({"type": "object"}));
    chats
        .create("large-1", [UserMessage::new("Hello")])
        .tools([tool.clone()])
        .stop("end")
        .seed(7)
        .choice("auto")
        .schema(json!({"type": "string"}))
        .await?;
    chats
        .create(String::from("tuned"), vec![UserMessage::new("Hello")])
        .tools([Search::new(true)])
        .stop(["end", "stop"])
        .seed("seven")
        .input(["a", "b"])
        .choice(tool)
        .schema(("a", 1))
        .await?;
    chats
        .create(Known::from("small-1"), [UserMessage::new("Hello")])
        .input([1, 2])
        .await
}

fn main() {}
