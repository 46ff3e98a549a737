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
        .. plan.Augmentations.SelectMany((augmentation, i) => Augmentation(augmentation, $"training.augmentations.{i}", data.Image)),
    ];

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
