using Mnist.Host.Variations;

namespace Mnist.Host.Runs;

/// <summary>What <c>mnist train</c> was asked for.</summary>
internal sealed record TrainRequest
{
    /// <summary>A name of the catalogue or a file.</summary>
    public required string Plan { get; init; }

    /// <summary>The plan itself, where it is known and need not be looked up.</summary>
    public Plan? Stated { get; init; }

    /// <summary>Fields of the plan that are set anew.</summary>
    public ValueList<PlanSetting> Settings { get; init; } = [];

    /// <summary>What the fields that are set make of the plan, as the command line has it; null where none is.</summary>
    public string? Variant => Settings.Count == 0
        ? null
        : string.Join(", ", [Plan, .. Settings.Select(setting => $"{setting.Path}={setting.Value}")]);

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

    /// <summary>Name of the run directory, which must be new; null makes one of time, plan and seed.</summary>
    public string? DirectoryName { get; init; }

    /// <summary>Seed of the run.</summary>
    public required long Seed { get; init; }

    /// <summary>Threads to compute with, at least 1.</summary>
    public required int Threads { get; init; }

    /// <summary>Training images to hold out and measure on in place of the test images; null for the test images.</summary>
    public int? Validation { get; init; }

    /// <summary>Whether the plan is one that ran before: it states its normalisation, and the data's own does not take its place.</summary>
    public bool AsRecorded { get; init; }

    /// <summary>Whether to stop when everything is ready.</summary>
    public bool DryRun { get; init; }

    /// <summary>Whether to memorise a single batch instead.</summary>
    public bool OverfitBatch { get; init; }

    /// <summary>Whether a program reads the answer.</summary>
    public bool Json { get; init; }

    /// <summary>The plan as this run executes it.</summary>
    /// <remarks>
    /// Another number of epochs is a wish for this run: a target that contradicts it gives way, and <see cref="Notes"/> says so.
    /// </remarks>
    /// <param name="plan">As it was read.</param>
    public Plan Apply(Plan plan)
    {
        var report = AnyBudget ? PlanChecker.Examine(plan, DataSpec.AnyClasses) : null;
        var limited = report is { Runs: true, MayMeetTarget: false }
            ? plan.WithoutNetworkLimits()
            : Target.Apply(plan);
        return Epochs is { } epochs ? limited.WithEpochs(epochs) : limited;
    }

    /// <summary>What <see cref="Apply"/> changed that the user may not expect.</summary>
    /// <param name="original">The plan as it was read.</param>
    public IEnumerable<string> Notes(Plan original) => PlanLength.Of(original).TargetChanges(Apply(original));
}
