using Mnist.Engine.Simd;
using Mnist.Engine.Simd.Estimates;
using Mnist.Host.Wording;

namespace Mnist.Host.Runs;

/// <summary>A run that is ready: every check passed, every file read.</summary>
/// <param name="Plan">What is executed.</param>
/// <param name="Backend">Does the arithmetic.</param>
/// <param name="Data">Where the images come from.</param>
/// <param name="Images">The images.</param>
/// <param name="HeldOut">Which images are measured on.</param>
/// <param name="Notes">What the user should know before it starts.</param>
internal sealed record TrainJob(
    CheckedPlan Plan, IBackend Backend, DataSet Data, TrainingData Images, HeldOutSplit HeldOut, ValueList<string> Notes)
{
    /// <summary>Which images are held out is not the run's chance: plans and seeds are compared on the same ones.</summary>
    private const long SplitSeed = 1;

    /// <summary>How long the plan itself trains, where the request said otherwise; else null.</summary>
    public PlanLength? OwnLength { get; init; }

    /// <summary>A run that is ready, or every reason why there is none.</summary>
    /// <param name="request">What was asked for.</param>
    /// <param name="around">Environment, progress and cancellation.</param>
    public static Validation<TrainJob, RunError> Prepare(TrainRequest request, RunEnvironment around) =>
        Prepare([request], around).Map(jobs => jobs[0]);

    /// <summary>Runs that are ready, or every reason why one of them is not.</summary>
    /// <param name="requests">At least one; they differ in nothing but the plan, so that they share backend and images.</param>
    /// <param name="around">Environment, progress and cancellation.</param>
    public static Validation<ValueList<TrainJob>, RunError> Prepare(ValueList<TrainRequest> requests, RunEnvironment around)
    {
        var common = requests[0];
        var known = DataSource.Known(common.Data, around);
        var plans = requests.Traverse(request => AskedPlan.Read(request, known));
        var remaining = Remaining(known?.TrainingImages, common);
        return Validation.Both(plans, Validation.Both(remaining, RunBackend.Choose(common.Backend))).Bind(ready =>
            Load(common.Data, around).Bind(data =>
                Remaining(data.Data.Training.Count, common).Bind(_ =>
                    Build(ready.First, ready.Second.Second, data.Data, data.Notes, common, around))));
    }

    /// <summary>What an epoch should take here; null for a backend other than simd, and where the clock stands still.</summary>
    /// <param name="threads">Threads that will compute.</param>
    /// <param name="around">Measures the processor.</param>
    public TimeEstimate? EstimateTime(int threads, RunEnvironment around) =>
        Backend is SimdBackend && around.Machine(threads, around.Clock) is { } machine
            ? TimeModel.Predict(Plan.Summary, Plan.Plan.Training, (Images.Training.Count, Images.HeldOut.Count), machine)
            : null;

    /// <summary>Most bytes that the run takes, without the data.</summary>
    /// <param name="threads">Threads that will compute.</param>
    public long Memory(int threads) => Backend.Memory(Plan.Summary, Plan.Plan.Training, threads);

    /// <summary>Some images have to be left to train on.</summary>
    private static Validation<bool, RunError> Remaining(int? images, TrainRequest request) =>
        images <= request.Validation ? new RunError.NoneLeft(request.Validation.Value, images.Value) : true;

    /// <summary>The data; the main job runs without MNIST too, on digits drawn by rule.</summary>
    private static Validation<(DataSet Data, ValueList<string> Notes), RunError> Load(string? given, RunEnvironment around) =>
        DataSource.Load(given, around)
            .Map<(DataSet Data, ValueList<string> Notes)>(data => (data, DataSource.Notes(data).ToValueList()))
            .BindErrors(errors => DataSource.IsAbsent(given, errors)
                ? Load(DataSource.Synthetic, around)
                    .Map<(DataSet, ValueList<string>)>(found => (found.Data, [.. errors.Select(e => e.Sentence()), .. found.Notes]))
                : errors.Select(RunError.Of).ToValueList());

    /// <summary>What was decided for a plan on account of the data.</summary>
    private static IEnumerable<string> Decisions(Plan asked, CheckedPlan plan)
    {
        if (plan.Plan.Training.Normalization is var (mean, deviation) && plan.Plan.Training.Normalization != asked.Training.Normalization)
            yield return $"Inputs are normalised by the training images' own grey levels, mean {mean.Exact()} and standard deviation "
                + $"{deviation.Exact()}.";
        if (plan.Data.Classes != ClassNames.Digits && plan.Plan.Target.Accuracy is { } accuracy)
            yield return $"The plan's target, {accuracy.Exact()} %, is judged as it stands; --set target.accuracy=N sets another.";
    }

    private static Validation<ValueList<TrainJob>, RunError> Build(
        ValueList<AskedPlan> plans,
        BackendChoice.Chosen backend,
        DataSet data,
        ValueList<string> notes,
        TrainRequest common,
        RunEnvironment around)
    {
        if (backend.Reason() is { } reason)
            around.Log.BackendPassedOver(backend.Ready.Backend.Name, reason);
        var images = Split(data, common.Validation);
        var heldOut = common.Validation is null ? HeldOutSplit.Test : HeldOutSplit.Validation;
        var spec = data.SpecFor(images.Training);
        return plans.Traverse(asked => asked.For(common.AsRecorded ? spec with { Normalization = null } : spec)
            .Map(plan => new TrainJob(
                plan,
                backend.Ready.Backend,
                data,
                images,
                heldOut,
                [.. backend.Notes(), .. notes, .. asked.Notes, .. Decisions(asked.Plan, plan)])
            {
                OwnLength = asked.OwnLength,
            })
            .Bind(job => job.Unless(MemoryGuard.Check(job.Memory(common.Threads), 1, around))));
    }

    /// <summary>What a run trains on and what it measures on.</summary>
    /// <param name="data">The data set.</param>
    /// <param name="validation">Training images to hold out and measure on, in [0, their number]; null for the test images.</param>
    public static TrainingData Split(DataSet data, int? validation)
    {
        if (validation is not { } count)
            return new(data.Training, data.Test);
        var split = Holdout.Stratified(data.Training.Labels, count, SplitSeed);
        return new(data.Training.Select(split.Training.Span), data.Training.Select(split.Validation.Span));
    }
}
