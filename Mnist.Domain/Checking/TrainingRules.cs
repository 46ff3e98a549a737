using Mnist.Domain.Planning;
using Mnist.Domain.Training;

namespace Mnist.Domain.Checking;

/// <summary>Where a training plan contradicts itself or the data; <see cref="FieldRules"/> has the ranges of its fields.</summary>
internal static class TrainingRules
{
    /// <summary>Every contradiction.</summary>
    public static IEnumerable<PlanError> Check(TrainingPlan plan, DataSpec data) =>
    [
        .. ValueList.If(plan.BatchSize > data.TrainingImages, new PlanError.BatchTooLarge(plan.BatchSize, data.TrainingImages)),
        .. plan.Epochs < 1 ? [] : Schedule(plan, data),
        .. plan.Augmentations.SelectMany((augmentation, i) => Augmentation(augmentation, $"training.augmentations.{i}", data.Image)),
    ];

    private static IEnumerable<PlanError> Schedule(TrainingPlan plan, DataSpec data) => plan.Schedule.Match<IEnumerable<PlanError>>(new(
        Constant: _ => [],
        StepLr: s => Within("stepEpochs", s.StepEpochs, plan.Epochs - 1),
        OneCycle: _ => [],
        Cosine: s => Within("warmupEpochs", s.WarmupEpochs, plan.Epochs - 1),
        Cyclic: s => plan.BatchSize < 1
            ? []
            : Within("stepsUp + stepsDown", (long)s.StepsUp + s.StepsDown, (long)plan.Epochs * data.StepsPerEpoch(plan.BatchSize))));

    private static IEnumerable<PlanError> Within(string field, long value, long available) =>
        value > available ? [new PlanError.ScheduleTooLong(field, value, available)] : [];

    private static IEnumerable<PlanError> Augmentation(Augmentation augmentation, string where, Shape image) =>
        augmentation.Match<IEnumerable<PlanError>>(new(
            Rotation: _ => [],
            Affine: _ => [],
            ColorJitter: _ => [],
            RandomCrop: c => c.Padding < 0
                ? []
                : FieldRules.Within(where, "padding", c.Padding, new(0, Math.Min(image.Height, image.Width) - 1)),
            RandomErasing: _ => []));
}
