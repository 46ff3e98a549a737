using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Mnist.Domain.Values;
using Xunit;
using Checked = Mnist.Domain.Values.Validation<int, string>;

namespace Mnist.PropertyTests.Domain;

public sealed class ValidationTests
{
    /// <summary>Values and failures, half and half.</summary>
    public static Arbitrary<Checked> Values() => Gen.OneOf(
        Gen.Choose(-9, 9).Select(Validation.Valid<int, string>),
        Gen.Elements("few", "many").NonEmptyListOf().Select(errors => Validation.Invalid<int, string>([.. errors]))).ToArbitrary();

    [Property(Arbitrary = [typeof(ValidationTests)])]
    public bool All_ways_out_agree(Checked value)
    {
        var found = value.TryGet(out var got, out var errors);
        return value.Match(
            valid: inside => found && errors.Count == 0 && got == inside && value.OrThrow() == inside,
            invalid: reasons => !found
                && errors.Equals(reasons)
                && Assert.Throws<InvalidOperationException>(() => value.OrThrow()).Message == string.Join('\n', reasons));
    }

    [Property(Arbitrary = [typeof(ValidationTests)])]
    public bool Mapping_the_identity_changes_nothing(Checked value) => value.Map(x => x) == value;

    [Property(Arbitrary = [typeof(ValidationTests)])]
    public bool Mapping_twice_is_mapping_once_by_both(Checked value, Func<int, int> f, Func<int, int> g) =>
        value.Map(f).Map(g) == value.Map(x => g(f(x)));

    [Property(Arbitrary = [typeof(ValidationTests)])]
    public bool A_value_bound_is_the_step_taken(int value, Func<int, Checked> step) =>
        Validation.Valid<int, string>(value).Bind(step) == step(value);

    [Property(Arbitrary = [typeof(ValidationTests)])]
    public bool Binding_to_no_step_changes_nothing(Checked value) => value.Bind(Validation.Valid<int, string>) == value;

    [Property(Arbitrary = [typeof(ValidationTests)])]
    public bool Steps_may_be_grouped_either_way(Checked value, Func<int, Checked> first, Func<int, Checked> second) =>
        value.Bind(first).Bind(second) == value.Bind(x => first(x).Bind(second));

    [Property(Arbitrary = [typeof(ValidationTests)])]
    public bool Failures_pass_every_step_by(NonEmptyArray<int> errors)
    {
        var failed = Validation.Invalid<int, int>([.. errors.Get]);
        return failed.Map<int>(_ => throw new InvalidOperationException()) == failed
            && failed.Bind<int>(_ => throw new InvalidOperationException()) == failed
            && failed.Match(valid: _ => false, invalid: kept => kept.SequenceEqual(errors.Get));
    }

    [Property(Arbitrary = [typeof(ValidationTests)])]
    public bool Both_give_their_values_or_the_errors_of_both(Checked a, Checked b) =>
        Validation.Both(a, b).Match(
            valid: pair => a == Validation.Valid<int, string>(pair.First) && b == Validation.Valid<int, string>(pair.Second),
            invalid: errors => errors.Equals([.. Errors(a), .. Errors(b)]));

    [Property(Arbitrary = [typeof(ValidationTests)])]
    public bool All_give_their_values_in_order_or_every_error(Checked[] parts) => parts.All().Match(
        valid: values => parts.SequenceEqual(values.Select(Validation.Valid<int, string>)),
        invalid: errors => errors.Count > 0 && errors.Equals(parts.SelectMany(Errors).ToValueList()));

    [Property(Arbitrary = [typeof(ValidationTests)])]
    public bool Traversing_is_taking_a_step_for_each_and_then_all(int[] items, Func<int, Checked> step) =>
        items.Traverse(step) == items.Select(step).All();

    [Property(Arbitrary = [typeof(ValidationTests)])]
    public bool Errors_are_mapped_one_by_one_and_values_left_alone(Checked value, Func<string, int> f) =>
        value.MapErrors(f).Match(
            valid: kept => value == Validation.Valid<int, string>(kept),
            invalid: errors => errors.SequenceEqual(Errors(value).Select(f)));

    [Property(Arbitrary = [typeof(ValidationTests)])]
    public bool Errors_bound_to_no_step_change_nothing(Checked value) => value.BindErrors(Validation.Invalid<int, string>) == value;

    [Property]
    public bool A_value_stands_unless_something_stands_against_it(int value, int[] errors) =>
        value.Unless(errors) == (errors.Length == 0 ? Validation.Valid<int, int>(value) : Validation.Invalid<int, int>([.. errors]));

    [Property]
    public bool Values_and_errors_become_outcomes_by_themselves(int value, NonNull<string> error, NonEmptyArray<string> errors)
    {
        Checked fromValue = value, fromError = error.Get, fromErrors = errors.Get.ToValueList();
        return fromValue == Validation.Valid<int, string>(value)
            && fromError == Validation.Invalid<int, string>([error.Get])
            && fromErrors == Validation.Invalid<int, string>([.. errors.Get]);
    }

    [Property(Arbitrary = [typeof(ValidationTests)])]
    public bool An_effect_sees_the_value_where_there_is_one_and_changes_nothing(Checked value)
    {
        var seen = new List<int>();
        return value.Tap(seen.Add) == value && seen.SequenceEqual(value.Match<int[]>(valid: x => [x], invalid: _ => []));
    }

    private static ValueList<string> Errors(Checked value) => value.Match(valid: _ => [], invalid: errors => errors);

    [Property]
    public bool Outcomes_are_equal_exactly_where_what_they_hold_is(int a, int b) =>
        (Validation.Valid<int, int>(a) == Validation.Valid<int, int>(b)) == (a == b)
        && (Validation.Invalid<int, int>([a, b]) == Validation.Invalid<int, int>([b, a])) == (a == b)
        && Validation.Valid<int, int>(a) != Validation.Invalid<int, int>([a]);

    [Fact]
    public void No_failure_is_without_a_reason() => Assert.Throws<ArgumentException>(() => Validation.Invalid<int, string>([]));
}
