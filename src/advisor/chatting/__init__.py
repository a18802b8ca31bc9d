"""A chat model drafts the answer, and the gate lets through what the passages support."""

from advisor.chatting.drafting import draft
from advisor.chatting.model import ChatModel, chat_model

__all__ = ["ChatModel", "chat_model", "draft"]
