using System.Security.Cryptography;
using System.Text;
using Mnist.Host.Runs;
using Mnist.Host.Variations;

namespace Mnist.Host.Sweeps;

/// <summary>All that has to be known to execute any run of a sweep on any machine, and to gather them.</summary>
/// <param name="Version">Of the program; another one may bring other bits.</param>
/// <param name="Command">The command that does the same again.</param>
/// <param name="Plans">At least one, as they are executed.</param>
/// <param name="Seeds">At least one, each once.</param>
/// <param name="Backend">What does the arithmetic.</param>
/// <param name="Data">What is trained and measured on.</param>
/// <param name="DataFolder">The value of --data, a folder as full path; null looks for MNIST.</param>
internal sealed record SweepManifest(
    string Version,
    string Command,
    ValueList<Plan> Plans,
    ValueList<long> Seeds,
    string Backend,
    DataRecord Data,
    string? DataFolder)
{
    private const int IdDigits = 12;

    /// <summary>Whether the worse half of the plans is dropped after each round of seeds.</summary>
    public bool Halve { get; init; }

    /// <summary>The same for the same sweep.</summary>
    public string Id => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(SweepManifestText.Write(this))))[..IdDigits];

    /// <summary>How many runs are executed of it.</summary>
    public int Count => Halve ? Halving.Runs(Plans.Count, Seeds.Count) : Plans.Count * Seeds.Count;

    /// <summary>Every plan with every seed, seed by seed: after a part of the time there is a part of the seeds of every plan.</summary>
    public ValueList<SweepTask> Tasks()
    {
        var (hashes, labels) = (Plans.Select(PlanText.Hash).ToList(), VariantNames.Of(Plans));
        return (
            from seed in Seeds
            from plan in Enumerable.Range(0, Plans.Count)
            select (Seed: seed, Plan: plan))
            .Select((run, i) => new SweepTask(
                i, run.Plan, Plans[run.Plan], run.Seed, RunKey.OfRun(hashes[run.Plan], run.Seed, Data, Backend, Version))
            {
                PlanLabel = labels[Plans[run.Plan]],
            })
            .ToValueList();
    }

    /// <summary>The place of a run among <see cref="Tasks"/>.</summary>
    /// <param name="run">By the places of its plan and seed.</param>
    public int NumberOf(PlanSeed run) => (run.Seed * Plans.Count) + run.Plan;

    /// <summary>The manifest of a sweep that is ready to run.</summary>
    /// <param name="jobs">One for each plan.</param>
    /// <param name="request">What was asked for.</param>
    public static SweepManifest Of(ValueList<TrainJob> jobs, SweepRequest request) => new(
        Product.Version,
        request.Command,
        jobs.Select(job => job.Plan.Plan).ToValueList(),
        request.Seeds,
        jobs[0].Backend.Name,
        RunRecording.DataOf(jobs[0]),
        Full(jobs[0].Data.Origin == Engine.Data.DataOrigin.Synthetic ? DataSource.Synthetic : request.Common.Data))
    {
        Halve = request.Halve,
    };

    /// <summary>What it takes to execute runs of one of the plans.</summary>
    /// <param name="plan">Which one, from 0.</param>
    /// <param name="folder">Where run directories go.</param>
    public TrainRequest Request(int plan, string folder) => new()
    {
        Plan = Plans[plan].Name,
        Stated = Plans[plan],
        AsRecorded = true,
        Backend = Backend,
        Data = DataFolder,
        OutputFolder = folder,
        Seed = 0,
        Threads = 1,
        Validation = Data.HeldOut == HeldOutSplit.Validation ? Data.HeldOutImages : null,
    };

    private static string? Full(string? data) => data is null or DataSource.Synthetic ? data : Path.GetFullPath(data);
}
