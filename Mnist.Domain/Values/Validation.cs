namespace Mnist.Domain.Values;

/// <summary>A value that passed its checks, or every reason why there is none.</summary>
/// <typeparam name="T">The value.</typeparam>
/// <typeparam name="TError">A reason: a case with numbers in it, not a sentence.</typeparam>
public abstract record Validation<T, TError>
{
    private Validation() { }

    /// <summary>A value that passed.</summary>
    /// <param name="value">The value.</param>
    public static implicit operator Validation<T, TError>(T value) => new Valid(value);

    /// <summary>No value, for one reason.</summary>
    /// <param name="error">The reason.</param>
    public static implicit operator Validation<T, TError>(TError error) => new Invalid([error]);

    /// <summary>No value, for these reasons.</summary>
    /// <param name="errors">At least one.</param>
    /// <exception cref="ArgumentException">No error was given: a bug in the caller.</exception>
    public static implicit operator Validation<T, TError>(ValueList<TError> errors) => Validation.Invalid<T, TError>(errors);

    /// <summary>The way out of a program: both outcomes have to be handled.</summary>
    /// <typeparam name="TOut">The common result.</typeparam>
    /// <param name="valid">Called with the value.</param>
    /// <param name="invalid">Called with at least one error.</param>
    public TOut Match<TOut>(Func<T, TOut> valid, Func<ValueList<TError>, TOut> invalid) => Pick(valid, invalid);

    /// <summary>The way out of a script: the value, or an exception that says everything that is wrong, a line for each error.</summary>
    /// <exception cref="InvalidOperationException">There is no value.</exception>
    public T OrThrow() => Match(
        valid: value => value,
        invalid: errors => throw new InvalidOperationException(string.Join('\n', errors)));

    /// <summary>The way out for who writes <c>if</c>.</summary>
    /// <param name="value">The value; the default of its type where there is none.</param>
    /// <param name="errors">Every reason why there is none; empty where there is one.</param>
    /// <returns>Whether there is a value.</returns>
    public bool TryGet(out T value, out ValueList<TError> errors)
    {
        (var found, value, errors) = Match<(bool, T, ValueList<TError>)>(
            valid: passed => (true, passed, []),
            invalid: reasons => (false, default!, reasons));
        return found;
    }

    /// <summary>The value transformed, or the same errors.</summary>
    /// <typeparam name="TOut">The new value.</typeparam>
    /// <param name="transform">A step that cannot fail.</param>
    public Validation<TOut, TError> Map<TOut>(Func<T, TOut> transform) => Bind(value => Validation.Valid<TOut, TError>(transform(value)));

    /// <summary>A step that needs this value and can itself fail.</summary>
    /// <typeparam name="TOut">The new value.</typeparam>
    /// <param name="step">Called only where there is a value.</param>
    public Validation<TOut, TError> Bind<TOut>(Func<T, Validation<TOut, TError>> step) => Match(step, Validation.Invalid<TOut, TError>);

    /// <summary>The same, after something was done with the value.</summary>
    /// <param name="effect">Called only where there is a value.</param>
    public Validation<T, TError> Tap(Action<T> effect) => Map(value =>
    {
        effect(value);
        return value;
    });

    /// <summary>The same value, or each error told in another way.</summary>
    /// <typeparam name="TOut">The new errors.</typeparam>
    /// <param name="transform">Of one error.</param>
    public Validation<T, TOut> MapErrors<TOut>(Func<TError, TOut> transform) =>
        BindErrors(errors => Validation.Invalid<T, TOut>(errors.Select(transform).ToValueList()));

    /// <summary>The same value, or what is made of all errors together.</summary>
    /// <typeparam name="TOut">The new errors.</typeparam>
    /// <param name="step">Called only where there is no value, with at least one error; it may find a value after all.</param>
    public Validation<T, TOut> BindErrors<TOut>(Func<ValueList<TError>, Validation<T, TOut>> step) =>
        Match(Validation.Valid<T, TOut>, step);

    internal abstract TOut Pick<TOut>(Func<T, TOut> valid, Func<ValueList<TError>, TOut> invalid);

    internal sealed record Valid(T Value) : Validation<T, TError>
    {
        internal override TOut Pick<TOut>(Func<T, TOut> valid, Func<ValueList<TError>, TOut> invalid) => valid(Value);
    }

    internal sealed record Invalid(ValueList<TError> Errors) : Validation<T, TError>
    {
        internal override TOut Pick<TOut>(Func<T, TOut> valid, Func<ValueList<TError>, TOut> invalid) => invalid(Errors);
    }
}

/// <summary>Makes <see cref="Validation{T, TError}"/> values, and puts independent ones together.</summary>
public static class Validation
{
    /// <summary>A value that passed.</summary>
    /// <typeparam name="T">The value.</typeparam>
    /// <typeparam name="TError">What could have been wrong.</typeparam>
    /// <param name="value">The value.</param>
    public static Validation<T, TError> Valid<T, TError>(T value) => new Validation<T, TError>.Valid(value);

    /// <summary>No value, for these reasons.</summary>
    /// <typeparam name="T">The value there is not.</typeparam>
    /// <typeparam name="TError">What is wrong.</typeparam>
    /// <param name="errors">At least one.</param>
    /// <exception cref="ArgumentException">No error was given: a bug in the caller.</exception>
    public static Validation<T, TError> Invalid<T, TError>(ValueList<TError> errors) =>
        errors.Count > 0
            ? new Validation<T, TError>.Invalid(errors)
            : throw new ArgumentException("An invalid value needs at least one error.", nameof(errors));

    /// <summary>A value that nothing stands against, or what does.</summary>
    /// <typeparam name="T">The value.</typeparam>
    /// <typeparam name="TError">What could be wrong with it.</typeparam>
    /// <param name="value">The value.</param>
    /// <param name="errors">Everything that is wrong with it; enumerated once.</param>
    public static Validation<T, TError> Unless<T, TError>(this T value, IEnumerable<TError> errors) =>
        errors.ToValueList() is { Count: > 0 } found ? found : Valid<T, TError>(value);

    /// <summary>Two values, or the errors of both.</summary>
    /// <typeparam name="TA">One value.</typeparam>
    /// <typeparam name="TB">The other value.</typeparam>
    /// <typeparam name="TError">What could have been wrong with either.</typeparam>
    /// <param name="a">One, its errors first.</param>
    /// <param name="b">The other.</param>
    public static Validation<(TA First, TB Second), TError> Both<TA, TB, TError>(
        Validation<TA, TError> a, Validation<TB, TError> b) => a.Match(
        valid: x => b.Map(y => (x, y)),
        invalid: errors => Invalid<(TA, TB), TError>(b.Match(valid: _ => errors, invalid: more => [.. errors, .. more])));

    /// <summary>All values in order, or the errors of all that have none.</summary>
    /// <typeparam name="T">The values.</typeparam>
    /// <typeparam name="TError">What could have been wrong.</typeparam>
    /// <param name="parts">Enumerated once.</param>
    public static Validation<ValueList<T>, TError> All<T, TError>(this IEnumerable<Validation<T, TError>> parts)
    {
        var (values, errors) = (new List<T>(), new List<TError>());
        foreach (var part in parts)
        {
            part.Match(
                valid: value =>
                {
                    values.Add(value);
                    return true;
                },
                invalid: more =>
                {
                    errors.AddRange(more);
                    return false;
                });
        }

        return errors.Count > 0 ? Invalid<ValueList<T>, TError>(errors.ToValueList()) : Valid<ValueList<T>, TError>(values.ToValueList());
    }

    /// <summary>What a step makes of every item, or the errors of all items that it cannot take.</summary>
    /// <typeparam name="T">The items.</typeparam>
    /// <typeparam name="TOut">What becomes of them.</typeparam>
    /// <typeparam name="TError">What could be wrong.</typeparam>
    /// <param name="items">Enumerated once.</param>
    /// <param name="step">Taken for every item, whatever became of the others.</param>
    public static Validation<ValueList<TOut>, TError> Traverse<T, TOut, TError>(
        this IEnumerable<T> items, Func<T, Validation<TOut, TError>> step) => items.Select(step).All();
}
