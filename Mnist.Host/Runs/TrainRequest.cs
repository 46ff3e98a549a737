namespace Mnist.Host.Runs;

/// <summary>What <c>mnist train</c> was asked for.</summary>
internal sealed record TrainRequest
{
    /// <summary>A name of the catalogue or a file.</summary>
    public required string Plan { get; init; }

    /// <summary>Limits in place of the plan's own.</summary>
    public TargetOverride Target { get; init; } = new(null, null, null);

    /// <summary>Whether a plan over its own budgets is executed all the same, to be measured.</summary>
    public bool AnyBudget { get; init; }

    /// <summary>Epochs in place of the plan's own; null leaves them.</summary>
    public int? Epochs { get; init; }

    /// <summary>"auto" or a backend's name.</summary>
    public string Backend { get; init; } = BackendCatalog.Auto;

    /// <summary>A folder, "synthetic", or null to look for MNIST.</summary>
    public string? Data { get; init; }

    /// <summary>Folder that run directories go into.</summary>
    public required string OutputFolder { get; init; }

    /// <summary>Seed of the run.</summary>
    public required long Seed { get; init; }

    /// <summary>Threads to compute with, at least 1.</summary>
    public required int Threads { get; init; }

    /// <summary>Training images to hold out and measure on in place of the test images; null for the test images.</summary>
    public int? Validation { get; init; }

    /// <summary>Whether to stop when everything is ready.</summary>
    public bool DryRun { get; init; }

    /// <summary>Whether to learn a single batch by heart instead.</summary>
    public bool OverfitBatch { get; init; }

    /// <summary>Whether a program reads the answer.</summary>
    public bool Json { get; init; }

    /// <summary>The plan as this run executes it.</summary>
    /// <remarks>
    /// Another number of epochs is a wish for this run: a target that contradicts it gives way, and <see cref="Notes"/> says so.
    /// </remarks>
    /// <param name="plan">As it is stated.</param>
    public Plan Apply(Plan plan)
    {
        var limited = AnyBudget && PlanChecker.Examine(plan, DataSpec.Mnist) is { Runs: true, MayMeetTarget: false }
            ? plan.WithoutNetworkLimits()
            : Target.Apply(plan);
        return Epochs is { } epochs ? limited.WithEpochs(epochs) : limited;
    }

    /// <summary>What <see cref="Apply"/> changed that the user may not expect.</summary>
    /// <param name="stated">The plan as it is stated.</param>
    public IEnumerable<string> Notes(Plan stated)
    {
        var target = Apply(stated).Target;
        if (target.MaxEpochs != stated.Target.MaxEpochs)
            yield return $"--epochs {Epochs}: more than the {stated.Target.MaxEpochs} that the target allows; the limit does not hold "
                + "for this run.";
        if (target.LastEpochs != stated.Target.LastEpochs && target.Accuracy is not null)
            yield return $"--epochs {Epochs}: the target looks at the last {target.LastEpochs.Of("epoch")} and not at "
                + $"{stated.Target.LastEpochs}.";
    }
}
