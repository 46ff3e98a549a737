using Mnist.Domain.Checking;
using Mnist.Domain.Planning;
using Mnist.Domain.Results;
using Mnist.Domain.Values;
using Mnist.Engine.Backends;
using Mnist.Engine.Data;
using Mnist.Engine.Selection;
using Mnist.Engine.Simd;
using Mnist.Engine.Simd.Estimates;
using Mnist.Engine.Training;
using Mnist.Host.Commands;
using Mnist.Host.Plans;
using Mnist.Host.Presentation;
using Mnist.Host.Verbs.Check;
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

    /// <summary>A run that is ready, or the answer that says why there is none.</summary>
    /// <param name="request">What was asked for.</param>
    /// <param name="around">Environment, progress and cancellation.</param>
    public static Validation<TrainJob, Reply> Prepare(TrainRequest request, Surroundings around) =>
        Stated(request.Plan).Bind(stated =>
            Early(request.Apply(stated), request).Bind(plan =>
                Choose(request.Backend).Bind(backend =>
                    Load(request.Data, around).Bind(data =>
                        Build(request, plan, backend, data, request.Notes(stated)).Bind(job => Fit(job, request.Threads, around))))));

    /// <summary>What an epoch should take here; null for a backend other than simd, and where the clock stands still.</summary>
    /// <param name="threads">Threads that will compute.</param>
    /// <param name="around">Measures the processor.</param>
    public TimeEstimate? Predict(int threads, Surroundings around) =>
        Backend is SimdBackend && around.Machine(threads, around.Clock) is { } machine
            ? TimeModel.Predict(Plan.Summary, Plan.Plan.Training, (Images.Training.Count, Images.HeldOut.Count), machine)
            : null;

    /// <summary>Most bytes that the run takes, without the data.</summary>
    /// <param name="threads">Threads that will compute.</param>
    public long Memory(int threads) => Backend.Memory(Plan.Summary, Plan.Plan.Training, threads);

    private static Validation<TrainJob, Reply> Fit(TrainJob job, int threads, Surroundings around) =>
        MemoryGuard.Check(job.Memory(threads), 1, around).ToValueList() is { Count: > 0 } errors
            ? Refuse<TrainJob>(ExitCode.Invalid, errors.Select(Complaint.Of))
            : Validation.Valid<TrainJob, Reply>(job);

    private static Validation<Plan, Reply> Stated(string plan) => PlanSource.Load(plan)
        .BindErrors(errors => Refuse<Plan>(ExitCode.Invalid, errors.Select(Complaint.Of)));

    /// <summary>Refuses before any data is fetched; a folder of the user's may hold another number of images, so there it has to wait.</summary>
    private static Validation<Plan, Reply> Early(Plan plan, TrainRequest request) => request.Data is not null and not DataSource.Synthetic
        ? Validation.Valid<Plan, Reply>(plan)
        : Remaining(DataSpec.Mnist.TrainingImages, request.Validation ?? 0).Bind(images => Check(plan, images)).Map(_ => plan);

    /// <summary>Images left to train on when some are held out.</summary>
    private static Validation<int, Reply> Remaining(int images, int heldOut) => heldOut < images
        ? Validation.Valid<int, Reply>(images - heldOut)
        : Refuse<int>(ExitCode.Invalid, [new("usage",
            $"--validation is {heldOut.Grouped()}, but there are {images.Of("training image")}; some must be left to train on.")]);

    private static Validation<(IBackend Backend, string? Note), Reply> Choose(string name) =>
        BackendCatalog.Choose(name).Match<Validation<(IBackend, string?), Reply>>(new(
            Chosen: choice => Validation.Valid<(IBackend, string?), Reply>((choice.Ready.Backend, choice.Note())),
            Unusable: choice => Refuse<(IBackend, string?)>(ExitCode.Invalid, [BackendText.Missing(choice.Entry)]),
            Unknown: choice => Refuse<(IBackend, string?)>(ExitCode.Invalid, [BackendText.Unknown(choice.Name)])));

    /// <summary>The data; the main job runs without MNIST too, on digits drawn by rule.</summary>
    private static Validation<(DataSet Data, ValueList<string> Notes), Reply> Load(string? given, Surroundings around) => DataSource.Load(given, around).Match(
        valid: data => Validation.Valid<(DataSet, ValueList<string>), Reply>((data, Remark(data) is { } note ? [note] : [])),
        invalid: errors => DataSource.IsAbsent(given, errors)
            ? Load(DataSource.Synthetic, around).Map<(DataSet, ValueList<string>)>(found => (found.Data, [.. errors.Select(e => e.Sentence()), .. found.Notes]))
            : Refuse<(DataSet, ValueList<string>)>(ExitCode.NoData, errors.Select(Complaint.Of)));

    private static string? Remark(DataSet data) => data.Origin switch
    {
        DataOrigin.Mnist => null,
        DataOrigin.Other => $"{data.Name} is not MNIST: no figure measured on it is a figure of MNIST.",
        DataOrigin.Synthetic => DataSource.Warning,
    };

    private static Validation<TrainJob, Reply> Build(
        TrainRequest request, Plan plan, (IBackend Backend, string? Note) backend, (DataSet Data, ValueList<string> Notes) data, IEnumerable<string> notes) =>
        Split(data.Data, request).Bind(images => Check(plan, images.Training.Count).Map(checkedPlan => new TrainJob(
            checkedPlan,
            backend.Backend,
            data.Data,
            images,
            request.Validation is null ? HeldOutSplit.Test : HeldOutSplit.Validation,
            [.. backend.Note is { } note ? [note] : Enumerable.Empty<string>(), .. data.Notes, .. notes])));

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

    private static Validation<TrainingData, Reply> Split(DataSet data, TrainRequest request) =>
        Remaining(data.Training.Count, request.Validation ?? 0).Map(_ => Split(data, request.Validation));

    private static Validation<CheckedPlan, Reply> Check(Plan plan, int images) =>
        PlanChecker.Check(plan, DataSpec.Mnist with { TrainingImages = images })
            .BindErrors(errors => Refuse<CheckedPlan>(CheckVerb.ExitOf(errors), errors.Select(Complaint.Of)))
            .Bind(Keepable);

    /// <summary>A run whose directory could be written and not read again is refused before it is trained.</summary>
    private static Validation<CheckedPlan, Reply> Keepable(CheckedPlan plan) => RunSize.Check(plan) is { Count: > 0 } errors
        ? Refuse<CheckedPlan>(ExitCode.Invalid, errors.Select(Complaint.Of))
        : Validation.Valid<CheckedPlan, Reply>(plan);

    private static Validation<T, Reply> Refuse<T>(ExitCode exit, IEnumerable<Complaint> complaints) =>
        Validation.Invalid<T, Reply>([Reply.Refuse(exit, complaints)]);
}
