using System.Text.Json;
using Google.Protobuf.WellKnownTypes;

namespace Mnist.Host.Runs;

/// <summary>What runs are compared by in TensorBoard.</summary>
internal static class HyperParameters
{
    /// <summary>Plan, seed and size of a run, and its training as the plan's file states it: "optimizer.learningRate".</summary>
    /// <param name="run">What ran.</param>
    /// <param name="parameters">Trainable parameters of its network.</param>
    public static IEnumerable<KeyValuePair<string, Value>> Of(RunRecord run, long parameters) =>
    [
        new("plan", Value.ForString(run.Plan.Name)),
        new("seed", Value.ForNumber(run.Seed)),
        new("backend", Value.ForString(run.Execution.Backend)),
        new("parameters", Value.ForNumber(parameters)),
        new("epochs", Value.ForNumber(run.Plan.Training.Epochs)),
        new("batchSize", Value.ForNumber(run.Plan.Training.BatchSize)), // a default too, so that every run has it
        .. Leaves("", PlanText.Json(run.Plan).GetProperty("training")).Where(setting => setting.Key is not ("epochs" or "batchSize")),
    ];

    private static IEnumerable<KeyValuePair<string, Value>> Leaves(string path, JsonElement json) => json.ValueKind == JsonValueKind.Object
        ? json.EnumerateObject().SelectMany(member => Leaves(path.Length == 0 ? member.Name : $"{path}.{member.Name}", member.Value))
        : [new(path, Leaf(json))];

    private static Value Leaf(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Number => Value.ForNumber(json.GetDouble()),
        JsonValueKind.True or JsonValueKind.False => Value.ForBool(json.GetBoolean()),
        JsonValueKind.String => Value.ForString(json.GetString()),
        _ => Value.ForString(json.GetRawText()), // a list: augmentations
    };
}
