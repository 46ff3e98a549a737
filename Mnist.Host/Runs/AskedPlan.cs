using Mnist.Host.Plans;
using Mnist.Host.Variations;

namespace Mnist.Host.Runs;

/// <summary>A plan as a request changes it, read once and checked as early as the number of images allows.</summary>
/// <param name="Plan">What is to be executed.</param>
/// <param name="Checked">The same, once it has been checked; null before the data is known.</param>
/// <param name="Notes">What the request changed that the user may not expect.</param>
/// <param name="Places">Where the parts of its file stand.</param>
internal sealed record AskedPlan(Plan Plan, CheckedPlan? Checked, ValueList<string> Notes, PlanPlaces Places)
{
    /// <summary>What the request makes of the plan that it names, for errors; null for a plan as it was read.</summary>
    public string? Variant { get; init; }

    /// <summary>How long the plan itself trains, where the request says otherwise; else null.</summary>
    public PlanLength? OwnLength { get; init; }

    /// <summary>The plan of a request, or every reason why it cannot be executed.</summary>
    /// <param name="request">Names and changes it.</param>
    /// <param name="data">The data; null where it is not known before it is read.</param>
    public static Validation<AskedPlan, RunError> Read(TrainRequest request, DataSpec? data) =>
        Load(request).Bind<AskedPlan>(stated =>
        {
            var original = stated.Plan;
            var asked = new AskedPlan(request.Apply(original), Checked: null, request.Notes(original).ToValueList(), stated.Places)
            {
                Variant = request.Variant,
                OwnLength = request.Epochs is null ? null : PlanLength.Of(original),
            };
            return data is null || data.TrainingImages <= request.Validation
                ? asked
                : asked
                    .For(data with { TrainingImages = data.TrainingImages - (request.Validation ?? 0) })
                    .Map(plan => asked with { Checked = plan });
        });

    /// <summary>The plan, checked for some data; what was checked for the same before is not checked again.</summary>
    /// <param name="data">With the images that are left to train on.</param>
    public Validation<CheckedPlan, RunError> For(DataSpec data) => Checked is { } known && known.Data == data
        ? known
        : PlanChecker
            .Check(Plan, data)
            .MapErrors(RunError (error) => new RunError.BadPlan(error, Places) { Variant = Variant })
            .Bind(CanBeKept);

    /// <summary>What is set on the command line has no place in a file.</summary>
    private static Validation<StatedPlan, RunError> Load(TrainRequest request) => Named(request).Bind(stated => request.Settings.Count == 0
        ? stated
        : PlanSetting.Apply(stated.Plan, request.Settings).Map(plan => new StatedPlan(plan, new(Root: null))).MapErrors(RunError.Of));

    private static Validation<StatedPlan, RunError> Named(TrainRequest request) => request.Stated is { } plan
        ? new StatedPlan(plan, new(Root: null))
        : PlanSource.LoadPlaced(request.Plan).MapErrors(RunError.Of);

    /// <summary>A run whose directory could be written and not read again is refused before it is trained.</summary>
    private static Validation<CheckedPlan, RunError> CanBeKept(CheckedPlan plan) => plan.Unless(RunSize.Check(plan).Select(RunError.Of));
}
