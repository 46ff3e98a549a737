namespace Mnist.Host.Runs;

/// <summary>One sentence for each <see cref="RunSizeError"/>.</summary>
internal static class RunSizeText
{
    public static string Sentence(this RunSizeError error) => error.Match(new RunSizeError.Cases<string>(
        PlanText: e => $"plan.json of this plan would have {e.Bytes.Bytes()}, and at most {e.Limit.Bytes()} can be read; make it shorter.",
        Epochs: e => $"training.epochs is {e.Count.Grouped()}, and record.json of more than {e.Limit.Grouped()} epochs cannot be read.",
        Weights: e => $"the weights take {e.Bytes.Bytes()}, and at most {e.Limit.Bytes()} are kept in one file; make the layers smaller.",
        State: e => $"weights and optimizer have {e.Bytes.Bytes()}, and a checkpoint holds at most {e.Limit.Bytes()}; shrink the layers."));
}
