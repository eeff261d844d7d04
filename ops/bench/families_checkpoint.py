"""Random checkpoints as Hugging Face folders: every family, size, option and file layout by a seed."""

import json
import pathlib
import shutil

import torch
from safetensors.torch import save_file
from transformers import AutoConfig, AutoTokenizer, Blip2ForConditionalGeneration, InstructBlipForConditionalGeneration

GOLDEN = pathlib.Path(__file__).resolve().parent.parent.parent / "model-runtime/src/test/resources/golden"
TOKENIZERS = {
    "t5": GOLDEN / "instructblip-t5/checkpoint",
    "llama": GOLDEN / "instructblip-llama/checkpoint",
    "opt": GOLDEN / "blip2-opt/checkpoint",
}
INSTRUCTIONS = GOLDEN / "instructblip-t5/checkpoint/qformer_tokenizer"
FAMILIES = ("instructblip-t5", "instructblip-llama", "blip2-t5", "blip2-opt", "instructblip-opt", "blip2-llama")
TYPES = {"float32": torch.float32, "float16": torch.float16, "bfloat16": torch.bfloat16}
EMBEDDINGS = ("shared.weight", "encoder.embed_tokens.weight", "decoder.embed_tokens.weight")


class Checkpoint:
    """One folder and the reference's network with the same weights."""

    def __init__(self, family, seed, folder, random):
        self.family, self.seed, self.folder, self.random = family, seed, pathlib.Path(folder), random
        self.instructed = family.startswith("instructblip")
        self.kind = family.split("-")[1]
        self.queries = random.randint(1, 12)
        self.placeholder = random.random() < 0.6
        self.type = random.choice(list(TYPES))
        self.tidies = random.random() < 0.5
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        self.copy_tokenizers()
        self.words = AutoTokenizer.from_pretrained(self.folder)
        self.instructions = AutoTokenizer.from_pretrained(INSTRUCTIONS)
        self.image = self.words.convert_tokens_to_ids("<image>")
        self.end = {"t5": 1, "llama": 2}.get(self.kind) or self.words("\n", add_special_tokens=False).input_ids[0]
        self.pad = {"t5": 0, "opt": 1}.get(self.kind, self.words.pad_token_id)
        self.config = self.configuration()
        self.write_configuration()
        self.model = self.build()
        self.write_weights()
        self.side = self.config["vision_config"]["image_size"]
        self.write_pictures()

    def copy_tokenizers(self):
        for file in TOKENIZERS[self.kind].iterdir():
            if file.name.startswith(("tokenizer", "special_tokens")):
                shutil.copy(file, self.folder)
        file = self.folder / "tokenizer_config.json"
        settings = json.loads(file.read_text())
        settings["clean_up_tokenization_spaces"] = self.tidies
        if not self.tidies and self.random.random() < 0.5:
            del settings["clean_up_tokenization_spaces"]
        if self.kind == "llama" and self.random.random() < 0.4:
            self.retemplate(settings)
        file.write_text(json.dumps(settings, indent=1))
        if self.instructed:
            shutil.copytree(INSTRUCTIONS, self.folder / "qformer_tokenizer")

    def retemplate(self, settings):
        """A prompt's first token by tokenizer.json is another than by tokenizer_config.json, which the reference goes by."""
        settings["tokenizer_class"] = "LlamaTokenizer"
        settings["legacy"] = False
        file = self.folder / "tokenizer.json"
        tokens = json.loads(file.read_text())
        tokens["post_processor"] = {
            "type": "TemplateProcessing", "single": [{"SpecialToken": {"id": "<s>", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}],
            "pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 1}}],
            "special_tokens": {"<s>": {"id": "<s>", "ids": [1], "tokens": ["<s>"]}},
        }
        file.write_text(json.dumps(tokens))

    def configuration(self):
        r = self.random
        heads, width = r.randint(1, 4), r.choice([8, 12, 16])
        patch = r.choice([8, 14, 14, 16])
        vision = {
            "model_type": ("instructblip" if self.instructed else "blip_2") + "_vision_model",
            "hidden_size": heads * width, "num_attention_heads": heads, "intermediate_size": r.choice([40, 64, 96]),
            "num_hidden_layers": r.randint(1, 4), "image_size": patch * r.randint(1, 5), "patch_size": patch,
            "layer_norm_eps": r.choice([1e-6, 1e-5]), "qkv_bias": r.random() < 0.8,
            "hidden_act": r.choice(["gelu"] * 4 + ["gelu_new", "quick_gelu", "relu"]),
        }
        heads, width = r.randint(1, 4), r.choice([8, 10, 16])
        qformer = {
            "model_type": ("instructblip" if self.instructed else "blip_2") + "_qformer",
            "vocab_size": len(self.instructions), "hidden_size": heads * width, "num_attention_heads": heads,
            "num_hidden_layers": r.randint(1, 5), "intermediate_size": r.choice([40, 64, 96]),
            "cross_attention_frequency": r.choice([1, 2, 2, 3]), "max_position_embeddings": r.choice([80, 128, 512]),
            "hidden_act": r.choice(["gelu"] * 4 + ["gelu_new", "relu"]), "layer_norm_eps": r.choice([1e-12, 1e-6]),
        }
        config = {
            "model_type": "instructblip" if self.instructed else "blip-2", "num_query_tokens": self.queries,
            "vision_config": sparse(vision, {"qkv_bias": True, "hidden_act": "gelu", "layer_norm_eps": 1e-6, "patch_size": 14}, r),
            "qformer_config": sparse(qformer, {"hidden_act": "gelu", "layer_norm_eps": 1e-12, "cross_attention_frequency": 2}, r),
            "text_config": getattr(self, self.kind)(),
            "image_token_index": self.image,
        }
        # what the reader has to know whether it was left out or not
        config["vision_config"].setdefault("patch_size", 14)
        return config

    def vocabulary(self):
        return (len(self.words) + 63) // 64 * 64 if self.random.random() < 0.7 else len(self.words)

    def t5(self):
        r = self.random
        gated = r.random() < 0.7
        text = {
            "model_type": "t5", "vocab_size": self.vocabulary(), "d_model": r.choice([32, 48, 60]), "d_kv": r.choice([8, 12, 64]),
            "num_heads": r.randint(1, 5), "d_ff": r.choice([48, 96]), "num_layers": r.randint(1, 4),
            "num_decoder_layers": r.randint(1, 4), "relative_attention_num_buckets": r.choice([8, 16, 32, 32]),
            "relative_attention_max_distance": r.choice([20, 64, 128, 128]), "layer_norm_epsilon": r.choice([1e-6, 1e-5]),
            "feed_forward_proj": r.choice(["gated-gelu", "gated-gelu", "gated-silu"]) if gated else r.choice(["relu", "relu", "gelu"]),
            "tie_word_embeddings": r.random() < 0.4, "decoder_start_token_id": 0, "pad_token_id": 0, "eos_token_id": 1,
            "bos_token_id": 1, "architectures": ["T5ForConditionalGeneration"],
        }
        if text["feed_forward_proj"] == "gated-gelu" and r.random() < 0.5:
            text["dense_act_fn"] = "gelu"
        left_out = {"d_kv": 64, "relative_attention_num_buckets": 32, "relative_attention_max_distance": 128, "layer_norm_epsilon": 1e-6,
                    "feed_forward_proj": "relu", "tie_word_embeddings": True, "pad_token_id": 0, "eos_token_id": 1,
                    "num_decoder_layers": text["num_layers"]}
        return sparse(text, left_out, r)

    def llama(self):
        r = self.random
        heads = r.choice([1, 2, 4, 6])
        text = {
            "model_type": "llama", "vocab_size": self.vocabulary(), "hidden_size": heads * r.choice([8, 16]), "intermediate_size": r.choice([48, 112]),
            "num_hidden_layers": r.randint(1, 4), "num_attention_heads": heads,
            "num_key_value_heads": r.choice([k for k in (1, 2, 3, 6) if heads % k == 0]), "rope_theta": r.choice([10000.0, 10000.0, 500000.0]),
            "rms_norm_eps": r.choice([1e-6, 1e-5]), "max_position_embeddings": r.choice([512, 2048]), "tie_word_embeddings": r.random() < 0.3,
            "bos_token_id": r.choice([0, 1]), "eos_token_id": r.choice([1, 2]), "pad_token_id": self.words.pad_token_id,
            "architectures": ["LLaMAForCausalLM"],
        }
        if r.random() < 0.3:
            text["head_dim"] = r.choice([8, 24])
        scaling = r.random()
        if scaling < 0.2:
            text["rope_scaling"] = None
        elif scaling < 0.5:
            kind = {"rope_type" if r.random() < 0.7 else "type": "linear", "factor": r.choice([1.5, 2.0, 8.0])}
            text["rope_scaling"] = kind if r.random() < 0.6 else {"rope_type": "dynamic", "factor": 4.0}
        elif scaling < 0.65:
            text["rope_scaling"] = {"rope_type": "llama3", "factor": 4.0, "low_freq_factor": 1.0, "high_freq_factor": r.choice([2.0, 4.0]),
                                    "original_max_position_embeddings": r.choice([32, 128])}
        return sparse(text, {"num_key_value_heads": heads, "rope_theta": 10000.0, "rms_norm_eps": 1e-6, "tie_word_embeddings": False,
                             "max_position_embeddings": 2048}, r)

    def opt(self):
        r = self.random
        heads = r.choice([1, 2, 4])
        hidden = heads * r.choice([8, 16])
        text = {
            "model_type": "opt", "vocab_size": self.vocabulary(), "hidden_size": hidden, "word_embed_proj_dim": hidden, "ffn_dim": r.choice([48, 96]),
            "num_hidden_layers": r.randint(1, 4), "num_attention_heads": heads, "max_position_embeddings": r.choice([512, 2048]),
            "tie_word_embeddings": r.random() < 0.8, "bos_token_id": 2, "eos_token_id": self.end, "pad_token_id": 1,
            "activation_function": "relu", "do_layer_norm_before": r.random() < 0.7,
        }
        if text["do_layer_norm_before"] and r.random() < 0.15:
            text["_remove_final_layer_norm"] = True
        return sparse(text, {"word_embed_proj_dim": hidden, "max_position_embeddings": 2048, "tie_word_embeddings": True, "bos_token_id": 2,
                             "pad_token_id": 1, "activation_function": "relu", "do_layer_norm_before": True}, r)

    def write_configuration(self):
        stored = json.loads(json.dumps(self.config))
        if not self.placeholder:
            del stored["image_token_index"]
        if stored["text_config"]["model_type"] == "opt" and self.random.random() < 0.3:
            del stored["text_config"]["model_type"]  # the reference's default
        (self.folder / "config.json").write_text(json.dumps(stored, indent=1))
        processor = {"processor_class": "InstructBlipProcessor" if self.instructed else "Blip2Processor"}
        if self.placeholder:
            processor["num_query_tokens"] = self.queries
        (self.folder / "processor_config.json").write_text(json.dumps(processor))
        self.stopping = self.random.choice([False, False, False, True, "never"])
        if self.stopping is not False or self.random.random() < 0.5:
            said = {"_from_model_config": True, "bos_token_id": 1, "eos_token_id": 1}
            if self.stopping is not False or self.random.random() < 0.5:
                said["early_stopping"] = self.stopping
            (self.folder / "generation_config.json").write_text(json.dumps(said))

    def build(self):
        config = AutoConfig.from_pretrained(self.folder)
        config.image_token_index = self.image
        kind = InstructBlipForConditionalGeneration if self.instructed else Blip2ForConditionalGeneration
        model = kind._from_config(config, attn_implementation="eager").eval().float()
        self.tied = model.config.text_config.tie_word_embeddings
        noise = torch.Generator().manual_seed(self.seed)
        draw = lambda p: torch.randn(p.shape, generator=noise)
        for name, p in model.named_parameters():
            if p.dim() == 1:
                p.copy_((1 if "norm" in name.lower() and name.endswith("weight") else 0) + 0.1 * draw(p))
            elif "lm_head" in name:
                p.copy_(draw(p) * 1.2 / p.shape[1] ** 0.5)
            elif "relative_attention_bias" in name:
                p.copy_(0.5 * draw(p))
            elif self.tied and name.endswith(("shared.weight", "embed_tokens.weight")):
                p.copy_(0.3 * draw(p))  # were it large, every word would be said again
            elif "embed" in name or "shared" in name or name == "query_tokens" or "position" in name:
                p.copy_(0.6 * draw(p))
            else:
                wide = 1 if self.kind == "t5" or "language_model" not in name else 1.6
                if self.kind == "t5" and name.endswith("Attention.q.weight"):  # unscaled: one word would get all attention
                    wide = min(1, 3 / model.config.text_config.d_kv**0.5)
                p.copy_(draw(p) * wide / p[0].numel() ** 0.5)
        for name, p in model.named_parameters():
            if name.endswith("self_attn.qkv.bias"):  # the file format promises a zero key bias
                p[p.numel() // 3 : 2 * p.numel() // 3] = 0
        if self.tied and self.kind == "t5":
            model.language_model.decoder.final_layer_norm.weight *= 6
        head = model.language_model.get_output_embeddings().weight
        head[self.end] *= 2.5 if not self.tied else 1.8  # so that some answers end
        for p in model.parameters():
            p.copy_(p.to(TYPES[self.type]).float())
        model.generation_config.eos_token_id = model.language_model.generation_config.eos_token_id = None
        model.generation_config.early_stopping = model.language_model.generation_config.early_stopping = self.stopping
        return model

    def write_weights(self):
        r = self.random
        state = {name: t.to(TYPES[self.type]).contiguous() for name, t in self.model.state_dict().items()}
        if self.kind == "t5":
            kept = r.sample(EMBEDDINGS, r.randint(1, 3))
            for name in EMBEDDINGS:
                if name not in kept:
                    state.pop("language_model." + name, None)
        head = r.random()
        if self.tied and head < 0.6:
            del state["language_model.lm_head.weight"]
        elif self.tied and head < 0.8:  # of no meaning: the reference ties it all the same
            state["language_model.lm_head.weight"] = torch.randn_like(state["language_model.lm_head.weight"].float()).to(TYPES[self.type])
        state = {name: t.clone() for name, t in state.items() if not name.endswith("position_ids")}
        if r.random() < 0.3:
            state["qformer.embeddings.position_ids"] = torch.arange(64)[None]
        if self.kind == "llama" and r.random() < 0.3:
            state["language_model.model.layers.0.self_attn.rotary_emb.inv_freq"] = torch.ones(4)
        count, names = r.choice([1, 1, 2, 3, 5]), sorted(state)
        self.shards = count
        if count == 1:
            save_file(state, self.folder / "model.safetensors", metadata={"format": "pt"})
            return
        places = {}
        for i in range(count):
            file = f"model-{i + 1:05d}-of-{count:05d}.safetensors"
            save_file({n: state[n] for n in names[i::count]}, self.folder / file, metadata={"format": "pt"})
            places.update({n: file for n in names[i::count]})
        index = {"metadata": {"total_size": sum(t.nbytes for t in state.values())}, "weight_map": places}
        (self.folder / "model.safetensors.index.json").write_text(json.dumps(index))

    def write_pictures(self):
        settings = {
            "do_convert_rgb": True, "do_normalize": True, "do_rescale": True, "do_resize": True, "resample": 3,
            "image_mean": [0.48145466, 0.4578275, 0.40821073], "image_std": [0.26862954, 0.26130258, 0.27577711],
            "image_processor_type": "BlipImageProcessor", "rescale_factor": 0.00392156862745098,
            "size": {"height": self.side, "width": self.side},
        }
        left_out = {"do_convert_rgb": True, "do_normalize": True, "do_rescale": True, "do_resize": True, "resample": 3, "rescale_factor": 1 / 255,
                    "image_mean": settings["image_mean"], "image_std": settings["image_std"]}
        settings = sparse(settings, left_out, self.random)
        self.newest = self.random.random() < 0.25  # as the fifth major version of transformers writes it
        if self.newest:
            file = self.folder / "processor_config.json"
            file.write_text(json.dumps(dict(json.loads(file.read_text()), image_processor=settings)))
        else:
            (self.folder / "preprocessor_config.json").write_text(json.dumps(settings, indent=1))

    def describe(self):
        stored = "placeholder" if self.placeholder else "no placeholder"
        sizes = {k: v for k, v in self.config["text_config"].items() if k not in ("architectures",)}
        return f"{self.family} seed {self.seed}: {self.type}, {self.shards} files, {stored}, tidies {self.tidies}, early stopping {self.stopping}, newest {self.newest}, {self.queries} queries, {self.config['vision_config']}, {self.config['qformer_config']}, {sizes}"


def sparse(values, defaults, random):
    """Leaves some of what has its default value out, as files of the hub do."""
    return {k: v for k, v in values.items() if not (k in defaults and defaults[k] == v and random.random() < 0.5)}
